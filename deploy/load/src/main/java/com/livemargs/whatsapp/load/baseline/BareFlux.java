package com.livemargs.whatsapp.load.baseline;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The same bare door on the web stack of ours: a WebFlux route that checks the signature and
 * produces off the event loop, because {@code send} may block. Without keys Kafka fills one
 * partition after the other; with keys, here a part of the signature, records go to all of them, as
 * they must where each conversation is to keep its order.
 */
public final class BareFlux {

  private static final int KEY_LENGTH = 4;

  private final Producer<String, byte[]> producer;
  private final String topic;
  private final boolean keyed;

  private BareFlux(Producer<String, byte[]> producer, String topic, boolean keyed) {
    this.producer = producer;
    this.topic = topic;
    this.keyed = keyed;
  }

  /** The process: port, secret, broker, topic, and {@code keyed} or nothing. */
  public static void main(String[] arguments) {
    var door = new BareFlux(BareDoor.producer(arguments[2]), arguments[3], arguments.length > 4);
    new SignedRoute(arguments[1], door::take).serve(Integer.parseInt(arguments[0]));
  }

  private Mono<ServerResponse> take(String signature, byte[] body) {
    String key = keyed ? signature.substring(0, KEY_LENGTH) : null;
    return produce(key, body).then(ServerResponse.ok().build());
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
