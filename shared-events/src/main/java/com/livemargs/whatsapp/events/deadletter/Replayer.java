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

  /**
   * A key of this letter alone, for a topic that is compacted: of one key the last record is kept,
   * and a newer one may have come meanwhile.
   */
  static String ownKey(String key, ConsumerRecord<String, byte[]> letter) {
    return "%s#%d-%d".formatted(key, letter.partition(), letter.offset());
  }
}
