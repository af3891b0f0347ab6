package com.livemargs.whatsapp.livekit.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import livekit.LivekitRoom.SendDataRequest;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Hands packets to LiveKit. They are most of what the bridge says, two for each message, so they go
 * straight over the event loop; everything else takes the SDK's way.
 */
final class PacketDoor {

  private static final String PATH = "/twirp/livekit.RoomService/SendData";
  // A missing room is answered after 3 s.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int OK = 200;

  private final HttpClient.RequestSender posts;
  private final AdminTokens tokens;

  /**
   * To this server.
   *
   * @param connections those that may be open; closed by their owner
   */
  PacketDoor(LiveKitSettings settings, ConnectionProvider connections) {
    // Repeats are ours alone, with the nonce that makes them harmless.
    posts =
        HttpClient.create(connections)
            .baseUrl(settings.apiUrl())
            .disableRetry(true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(PATIENCE)
            .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/protobuf"))
            .post()
            .uri(PATH);
    tokens = new AdminTokens(settings.apiKey(), settings.apiSecret());
  }

  /** At most so many at once, and a bounded wait for one of them. */
  static ConnectionProvider connections(int most) {
    return ConnectionProvider.builder("livekit-packets")
        .maxConnections(most)
        .pendingAcquireMaxCount(-1)
        .pendingAcquireTimeout(PATIENCE)
        .maxIdleTime(Duration.ofSeconds(30))
        .build();
  }

  /** Completes once the server has it, else {@link LiveKitFailure}. */
  Mono<Void> send(SendDataRequest request) {
    return Mono.defer(() -> post(request))
        .onErrorMap(e -> !(e instanceof LiveKitFailure), LiveKitFailure::noAnswer);
  }

  // What differs is set on the request itself: each step of the client's own way copies all of it.
  private Mono<Void> post(SendDataRequest request) {
    byte[] body = request.toByteArray();
    String bearer = tokens.bearer(request.getRoom());
    return posts
        .send(
            (head, out) -> {
              head.header(HttpHeaderNames.AUTHORIZATION, bearer)
                  .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
              return out.sendObject(Unpooled.wrappedBuffer(body));
            })
        .responseSingle((response, rest) -> rest.then(Mono.defer(() -> outcome(response))));
  }

  private static Mono<Void> outcome(HttpClientResponse response) {
    int status = response.status().code();
    return status == OK ? Mono.empty() : Mono.error(LiveKitFailure.status(status));
  }
}
