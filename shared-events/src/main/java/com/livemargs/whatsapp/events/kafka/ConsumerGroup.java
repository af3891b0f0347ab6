package com.livemargs.whatsapp.events.kafka;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A consumer group of a service: declared as a bean, started once the topics are there.
 *
 * @param id Kafka's {@code group.id}, a contract
 * @param topics what it reads
 * @param handler what it does
 * @param failures tells an outage from poison
 * @param gather how long a record waits for company, so that a batch is worth its cost
 * @param known completes when what its handler has to know is known; it is not waited for without
 *     end
 */
public record ConsumerGroup(
    String id,
    List<String> topics,
    BatchHandler handler,
    FailureClassifier failures,
    Duration gather,
    Mono<Void> known) {

  private static final Duration GATHER = Duration.ofMillis(100);

  /** A group whose failures are classified by the common rules. */
  public ConsumerGroup(String id, List<String> topics, BatchHandler handler) {
    this(id, topics, handler, FailureClassifier.COMMON);
  }

  /** A group with failures of its own. */
  public ConsumerGroup(
      String id, List<String> topics, BatchHandler handler, FailureClassifier failures) {
    this(id, topics, handler, failures, GATHER, Mono.empty());
  }

  /** The same, with another time to gather a batch. */
  public ConsumerGroup gathering(Duration time) {
    return new ConsumerGroup(id, topics, handler, failures, time, known);
  }

  /** The same, started once this is known. */
  public ConsumerGroup after(Mono<Void> what) {
    return new ConsumerGroup(id, topics, handler, failures, gather, what);
  }
}
