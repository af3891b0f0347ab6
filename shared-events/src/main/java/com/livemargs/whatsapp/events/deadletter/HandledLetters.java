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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Remembers what became of records that were put aside, on a compacted topic: one entry per record,
 * under topic, partition and offset, with the topic's id, because one that is made again has the
 * same offsets for other records. An entry without a value is taken back.
 */
final class HandledLetters {

  private static final Logger logger = LoggerFactory.getLogger(HandledLetters.class);

  private final TopicLog log;
  private final EventPublisher publisher;

  HandledLetters(TopicLog log, EventPublisher publisher) {
    this.log = log;
    this.publisher = publisher;
  }

  /**
   * What is known at one time.
   *
   * @param entries by the places of their records
   * @param topicIds of the topics that are there now, by name
   */
  record Known(Map<String, Handled> entries, Map<String, String> topicIds) {

    @Nullable Handled of(ConsumerRecord<String, byte[]> letter) {
      return entries.get(key(letter));
    }

    private boolean isOfNow(String key, Handled entry) {
      String topic = key.substring(0, key.indexOf('/'));
      return entry.topicId() == null || entry.topicId().equals(topicIds.get(topic));
    }
  }

  /** All entries about records of topics that are there; blocks on the broker. */
  Known read() {
    Known known = new Known(new HashMap<>(), log.ids());
    log.read(
        log.extents(List.of(Topics.HANDLED)),
        entry -> {
          take(entry, known);
          return true;
        });
    return known;
  }

  private static void take(ConsumerRecord<String, byte[]> entry, Known known) {
    known.entries().remove(entry.key());
    if (entry.value() == null) {
      return;
    }
    try {
      Handled handled = Json.MAPPER.readValue(entry.value(), Handled.class);
      if (known.isOfNow(entry.key(), handled)) {
        known.entries().put(entry.key(), handled);
      }
    } catch (JacksonException | StringIndexOutOfBoundsException odd) {
      logger
          .atWarn()
          .addKeyValue("partition", entry.partition())
          .addKeyValue("offset", entry.offset())
          .log("What became of a record that was put aside cannot be read; it counts as open");
    }
  }

  /** Remembers; completes once that is durable. */
  Mono<Void> remember(ConsumerRecord<String, byte[]> letter, Handled handled, Known known) {
    Handled entry = handled.on(known.topicIds().get(letter.topic()));
    byte[] value = Json.MAPPER.writeValueAsBytes(entry);
    return publisher.publish(List.of(new ProducerRecord<>(Topics.HANDLED, key(letter), value)));
  }

  private static String key(ConsumerRecord<String, byte[]> letter) {
    return letter.topic() + "/" + letter.partition() + "/" + letter.offset();
  }
}
