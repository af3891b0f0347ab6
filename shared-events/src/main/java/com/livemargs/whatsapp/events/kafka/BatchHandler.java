package com.livemargs.whatsapp.events.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * Does what a batch of records asks for. Completing means that every effect is durable: offsets are
 * committed next. An error means that nothing is promised; the batch comes again, so effects must
 * bear repetition. Records of one key are to take effect in their order.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Takes effect.
   *
   * @param batch records of the group's topics in the order of each partition
   */
  Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch);
}
