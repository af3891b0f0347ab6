package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.log.TopicLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/**
 * Remembers what became of records that were put aside, on a compacted topic: one entry per record,
 * under topic, partition and offset.
 */
final class HandledLetters {

  private final TopicLog log;
  private final EventPublisher publisher;

  HandledLetters(TopicLog log, EventPublisher publisher) {
    this.log = log;
    this.publisher = publisher;
  }

  /** All entries; blocks on the broker. */
  Map<String, Handled> read() {
    Map<String, Handled> entries = new HashMap<>();
    log.read(
        log.extents(List.of(Topics.HANDLED)),
        entry -> {
          entries.put(entry.key(), Json.MAPPER.readValue(entry.value(), Handled.class));
          return true;
        });
    return entries;
  }

  /** Remembers; completes once that is durable. */
  Mono<Void> remember(ConsumerRecord<String, byte[]> letter, Handled handled) {
    byte[] value = Json.MAPPER.writeValueAsBytes(handled);
    return publisher.publish(List.of(new ProducerRecord<>(Topics.HANDLED, key(letter), value)));
  }

  static String key(ConsumerRecord<String, byte[]> letter) {
    return letter.topic() + "/" + letter.partition() + "/" + letter.offset();
  }
}
