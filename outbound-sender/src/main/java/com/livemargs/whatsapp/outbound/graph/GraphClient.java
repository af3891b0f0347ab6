package com.livemargs.whatsapp.outbound.graph;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Calls Meta's send endpoint: one request per call, never repeated by itself. The answer is always
 * an outcome, never an error.
 */
public final class GraphClient implements DisposableBean {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int MOST_CONNECTIONS = 128;
  private static final Duration ACQUIRE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration AFTER_RESPONSE = Duration.ofSeconds(10);

  private final GraphSettings settings;
  private final ConnectionProvider connections;
  private final HttpClient client;

  public GraphClient(GraphSettings settings) {
    this.settings = settings;
    connections =
        ConnectionProvider.builder("graph")
            .maxConnections(MOST_CONNECTIONS)
            .pendingAcquireTimeout(ACQUIRE)
            .maxIdleTime(IDLE)
            .evictInBackground(IDLE)
            .build();
    client =
        HttpClient.create(connections)
            .disableRetry(true)
            .followRedirect(false)
            .protocol(HttpProtocol.HTTP11)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(settings.responseTimeout())
            .headers(
                headers ->
                    headers
                        .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + settings.accessToken())
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json"));
  }

  /** Sends a message once. */
  public Mono<GraphOutcome> send(Address address, SendResult message) {
    return Mono.defer(() -> attempt(address, message));
  }

  private Mono<GraphOutcome> attempt(Address address, SendResult message) {
    byte[] body = GraphMessage.body(address, message);
    AtomicBoolean begun = new AtomicBoolean();
    return client
        .doOnRequest((request, connection) -> begun.set(true))
        .post()
        .uri(settings.messagesUrl(message.phoneNumberId()))
        .send(ByteBufMono.fromCallable(() -> Unpooled.wrappedBuffer(body)))
        .responseSingle(GraphClient::read)
        .timeout(settings.responseTimeout().plus(ACQUIRE).plus(AFTER_RESPONSE))
        .onErrorResume(failure -> Mono.just(failed(begun.get(), failure)));
  }

  private static Mono<GraphOutcome> read(HttpClientResponse response, ByteBufMono body) {
    int status = response.status().code();
    return body.asByteArray()
        .defaultIfEmpty(new byte[0])
        .map(bytes -> GraphAnswer.read(status, bytes));
  }

  // Name look-up, connect, TLS and the wait for a connection all come before the request begins.
  private static GraphOutcome failed(boolean begun, Throwable failure) {
    String what = failure.getClass().getSimpleName();
    return begun
        ? new GraphOutcome.Unknown("The connection to Meta ended without an answer (" + what + ").")
        : new GraphOutcome.NotSent("Meta could not be reached (" + what + ").");
  }

  @Override
  public void destroy() {
    connections.dispose();
  }
}
