package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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

  /** Where a record lies. */
  record Place(TopicPartition partition, long offset) {

    static Place of(ConsumerRecord<String, byte[]> letter) {
      return new Place(new TopicPartition(letter.topic(), letter.partition()), letter.offset());
    }

    static Place parse(String key) {
      int offset = key.lastIndexOf('/');
      int partition = key.lastIndexOf('/', offset - 1);
      return new Place(
          new TopicPartition(
              key.substring(0, partition), Integer.parseInt(key, partition + 1, offset, 10)),
          Long.parseLong(key.substring(offset + 1)));
    }

    String key() {
      return partition.topic() + "/" + partition.partition() + "/" + offset;
    }
  }

  /**
   * What is known at one time.
   *
   * @param entries by the places of their records
   * @param topicIds of the topics that are there now, by name
   */
  record Known(Map<Place, Handled> entries, Map<String, String> topicIds) {

    @Nullable Handled of(ConsumerRecord<String, byte[]> letter) {
      return entries.get(Place.of(letter));
    }
  }

  /** All entries about records of topics that are there; blocks on the broker. */
  Known read() {
    Known known = new Known(new HashMap<>(), topicIds());
    read(
        extents(),
        known.topicIds(),
        (place, handled) -> {
          if (handled == null) {
            known.entries().remove(place);
          } else {
            known.entries().put(place, handled);
          }
        });
    return known;
  }

  /** Of the topics that are there now, by name; blocks on the broker. */
  Map<String, String> topicIds() {
    return log.ids();
  }

  /** Where entries are now; blocks on the broker. */
  Map<TopicPartition, Extent> extents() {
    return log.extents(List.of(Topics.HANDLED));
  }

  /**
   * Shows the entries of these stretches in their order; blocks on the broker.
   *
   * @param topicIds of the topics that are there
   * @param taker is given null for a record that is open, as far as the entry says
   */
  void read(
      Map<TopicPartition, Extent> extents,
      Map<String, String> topicIds,
      BiConsumer<Place, @Nullable Handled> taker) {
    log.read(
        extents,
        entry -> {
          try {
            Place place = Place.parse(entry.key());
            taker.accept(place, handled(entry, topicIds.get(place.partition().topic())));
          } catch (IndexOutOfBoundsException | NumberFormatException odd) {
            unreadable(entry);
          }
          return true;
        });
  }

  // What is said of a topic that is gone, or of one of the same name before it, is about no record.
  private static @Nullable Handled handled(
      ConsumerRecord<String, byte[]> entry, @Nullable String topicId) {
    if (entry.value() == null) {
      return null;
    }
    try {
      Handled handled = Json.MAPPER.readValue(entry.value(), Handled.class);
      if (handled == null || handled.state() == null) {
        unreadable(entry);
        return null;
      }
      return handled.topicId() == null || handled.topicId().equals(topicId) ? handled : null;
    } catch (JacksonException odd) {
      unreadable(entry);
      return null;
    }
  }

  private static void unreadable(ConsumerRecord<String, byte[]> entry) {
    logger
        .atWarn()
        .addKeyValue("partition", entry.partition())
        .addKeyValue("offset", entry.offset())
        .log("What became of a record that was put aside cannot be read; it counts as open");
  }

  /** Remembers; completes once that is durable. */
  Mono<Void> remember(ConsumerRecord<String, byte[]> letter, Handled handled, Known known) {
    Handled entry = handled.on(known.topicIds().get(letter.topic()));
    byte[] value = Json.MAPPER.writeValueAsBytes(entry);
    String key = Place.of(letter).key();
    return publisher.publish(List.of(new ProducerRecord<>(Topics.HANDLED, key, value)));
  }
}
