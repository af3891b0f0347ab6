package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.BiFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/** A webhook's route on the web stack of ours, which checks the signature and nothing else. */
final class SignedRoute {

  private static final String SCHEME = "sha256=";

  private final SecretKeySpec key;
  private final BiFunction<String, byte[], Mono<ServerResponse>> taker;

  /**
   * A route that is not served yet.
   *
   * @param taker is given the hex of the signature, and the body
   */
  SignedRoute(String secret, BiFunction<String, byte[], Mono<ServerResponse>> taker) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    this.taker = taker;
  }

  /** Serves it until the process ends. */
  void serve(int port) {
    var routes = RouterFunctions.route().POST("/whatsapp/webhook", this::take).build();
    HttpServer.create()
        .host("127.0.0.1")
        .port(port)
        .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
        .bindNow()
        .onDispose()
        .block();
  }

  private Mono<ServerResponse> take(ServerRequest request) {
    String shown = String.valueOf(request.headers().firstHeader("X-Hub-Signature-256"));
    return request
        .bodyToMono(byte[].class)
        .flatMap(
            body ->
                isSigned(shown, body)
                    ? taker.apply(shown.substring(SCHEME.length()), body)
                    : ServerResponse.status(HttpStatus.UNAUTHORIZED).build());
  }

  private boolean isSigned(String shown, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signature = HexFormat.of().parseHex(shown.substring(SCHEME.length()));
      return MessageDigest.isEqual(mac.doFinal(body), signature);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
