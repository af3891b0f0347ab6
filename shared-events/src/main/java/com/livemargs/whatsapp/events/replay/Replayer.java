package com.livemargs.whatsapp.events.replay;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** Brings a record back to where it would have gone. Doing it twice must harm nobody. */
@FunctionalInterface
public interface Replayer {

  /** What became of a record that was to be brought back. */
  sealed interface Replay {

    /** It is back, and that is durable. */
    record Done() implements Replay {}

    /**
     * It cannot be brought back, and stays as it is.
     *
     * @param why a sentence that names cause and fix, without anything of a customer
     */
    record Refused(String why) implements Replay {}
  }

  /** Brings it back; completes once that is durable, or when it cannot be. */
  Mono<Replay> replay(ConsumerRecord<String, byte[]> letter, String replayId);

  /**
   * A key of this letter alone, for a topic that is compacted: of one key the last record is kept,
   * and a newer one may have come meanwhile.
   */
  static String ownKey(String key, ConsumerRecord<String, byte[]> letter) {
    return "%s#%d-%d".formatted(key, letter.partition(), letter.offset());
  }
}
