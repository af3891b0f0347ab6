package com.livemargs.whatsapp.events.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A producer for as long as the service runs. One of Kafka's own whose first login is refused
 * forgets to ask for the id without which it sends nothing, also after the login is mended
 * (KAFKA-20237); it is replaced.
 */
public final class LastingProducer {

  private static final Logger log = LoggerFactory.getLogger(LastingProducer.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Supplier<Producer<String, byte[]>> make;
  private final Disposable looking;
  private volatile Producer<String, byte[]> current;

  LastingProducer(Supplier<Producer<String, byte[]>> make) {
    this.make = make;
    this.current = make.get();
    this.looking =
        Flux.interval(LOOK_AGAIN).onBackpressureDrop().concatMap(turn -> look()).subscribe();
  }

  private Mono<Void> look() {
    return Mono.<Void>fromRunnable(this::mend)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorComplete();
  }

  /** The producer of now, for records that belong together. */
  public Producer<String, byte[]> get() {
    return current;
  }

  /** Replaces it, if it may never send; what it has in hand fails first. */
  public synchronized void mend() {
    Producer<String, byte[]> former = current;
    // What has sent has its id. Some brokers may refuse it, and it needs no other.
    if (total(former, "record-send-total") == 0 && refusals(former) > 0 && !looking.isDisposed()) {
      log.debug("Kafka refused the login of a producer, which is made anew");
      current = make.get();
      former.close(Duration.ZERO);
    }
  }

  private static double refusals(Producer<String, byte[]> producer) {
    return total(producer, "failed-authentication-total")
        + total(producer, "failed-reauthentication-total");
  }

  private static double total(Producer<String, byte[]> producer, String name) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  /** Ends it; what it still has gets so long. */
  public synchronized void close(Duration patience) {
    looking.dispose();
    current.close(patience);
  }
}
