package com.livemargs.whatsapp.events.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** Brings a record back to where it would have gone. Doing it twice must harm nobody. */
@FunctionalInterface
public interface Replayer {

  /**
   * Brings it back; completes once that is durable.
   *
   * @return false when it still has no place to go
   */
  Mono<Boolean> replay(ConsumerRecord<String, byte[]> letter, String replayId);
}
