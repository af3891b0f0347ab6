package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServer;

/**
 * The same bare door on the web stack of ours: a WebFlux route that checks the signature and
 * produces off the event loop, because {@code send} may block. Without keys Kafka fills one
 * partition after the other; with keys, here a part of the signature, records go to all of them, as
 * they must where each conversation is to keep its order.
 */
public final class BareFlux {

  private static final String SCHEME = "sha256=";
  private static final int KEY_LENGTH = 4;

  private final SecretKeySpec key;
  private final Producer<String, byte[]> producer;
  private final String topic;
  private final boolean keyed;

  private BareFlux(String secret, Producer<String, byte[]> producer, String topic, boolean keyed) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    this.producer = producer;
    this.topic = topic;
    this.keyed = keyed;
  }

  /** The process: port, secret, broker, topic, and {@code keyed} or nothing. */
  public static void main(String[] arguments) {
    var door =
        new BareFlux(
            arguments[1], BareDoor.producer(arguments[2]), arguments[3], arguments.length > 4);
    var routes = RouterFunctions.route().POST("/whatsapp/webhook", door::take).build();
    HttpServer.create()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[0]))
        .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
        .bindNow()
        .onDispose()
        .block();
  }

  private Mono<ServerResponse> take(ServerRequest request) {
    String signature = request.headers().firstHeader("X-Hub-Signature-256");
    return request
        .bodyToMono(byte[].class)
        .flatMap(
            body ->
                isSigned(String.valueOf(signature), body)
                    ? produce(key(String.valueOf(signature)), body)
                        .then(ServerResponse.ok().build())
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

  private @Nullable String key(String signature) {
    int from = SCHEME.length();
    return keyed ? signature.substring(from, from + KEY_LENGTH) : null;
  }

  private Mono<Void> produce(@Nullable String key, byte[] body) {
    return Mono.fromCallable(() -> send(key, body))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(Mono::fromFuture);
  }

  private CompletableFuture<Void> send(@Nullable String key, byte[] body) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(topic, key, body),
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.complete(null);
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    return acknowledged;
  }
}
