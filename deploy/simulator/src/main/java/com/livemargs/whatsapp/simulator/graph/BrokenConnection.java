package com.livemargs.whatsapp.simulator.graph;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Ends TCP connections the rude way. */
public final class BrokenConnection {

  private static final Duration FLUSHED = Duration.ofMillis(100);

  private BrokenConnection() {}

  /** Resets the connection; the caller sees no answer, or a torn one. */
  public static Mono<Void> reset(ServerHttpResponse response) {
    HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
    netty.withConnection(
        connection -> {
          // Closing with lingering time zero sends RST in place of FIN.
          connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
          connection.channel().close();
        });
    return Mono.never();
  }

  /** Closes the connection as if the answer were complete, once what was written has left. */
  public static Mono<Void> close(ServerHttpResponse response) {
    HttpServerResponse netty = ServerHttpResponseDecorator.getNativeResponse(response);
    return Mono.delay(FLUSHED)
        .doOnNext(now -> netty.withConnection(connection -> connection.channel().close()))
        .then();
  }
}
