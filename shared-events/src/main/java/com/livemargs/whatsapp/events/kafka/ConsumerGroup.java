package com.livemargs.whatsapp.events.kafka;

import java.util.List;

/**
 * A consumer group of a service: declared as a bean, started once the topics are there.
 *
 * @param id Kafka's {@code group.id}, a contract
 * @param topics what it reads
 * @param handler what it does
 * @param failures tells an outage from poison
 */
public record ConsumerGroup(
    String id, List<String> topics, BatchHandler handler, FailureClassifier failures) {

  /** A group whose failures are classified by the common rules. */
  public ConsumerGroup(String id, List<String> topics, BatchHandler handler) {
    this(id, topics, handler, FailureClassifier.COMMON);
  }
}
