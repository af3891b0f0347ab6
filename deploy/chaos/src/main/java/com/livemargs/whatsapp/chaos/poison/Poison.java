package com.livemargs.whatsapp.chaos.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that is not as ours are.
 *
 * @param name of its kind; its key and, where it is stored, its message id end with it
 * @param aside groups that cannot digest it and put it aside; the others take it or pass over it
 * @param stored whether it is a message that both stores are to hold
 */
record Poison(
    String name,
    String topic,
    byte @Nullable [] value,
    Map<String, byte @Nullable []> headers,
    List<String> aside,
    boolean stored) {

  static final String POSTGRES = "persistence-postgres";
  static final String MONGO = "persistence-mongodb";
  private static final List<String> STORES = List.of(POSTGRES, MONGO);

  /** Groups that read every message, and so meet what cannot be read. */
  private static final List<String> READERS =
      List.of(POSTGRES, MONGO, "media-fetcher", "livekit-bridge");

  private static final List<String> STATUS_READERS =
      List.of(POSTGRES, MONGO, "livekit-bridge", "outbound-sender");
  private static final List<String> EVENT_READERS = List.of(POSTGRES, MONGO, "livekit-bridge");
  private static final String SENDER = "outbound-sender";

  static Poison unreadable(String name, byte[] value) {
    return new Poison(name, Topics.MESSAGES, value, Map.of(), READERS, false);
  }

  static Poison unreadable(String name, String value) {
    return unreadable(name, value.getBytes(UTF_8));
  }

  static Poison digestible(String name, byte[] value) {
    return new Poison(name, Topics.MESSAGES, value, Map.of(), List.of(), true);
  }

  /** Nothing is to be done about it: it must only not be in the way. */
  static Poison idle(String name, String topic, byte @Nullable [] value) {
    return new Poison(name, topic, value, Map.of(), List.of(), false);
  }

  static Poison other(String name, String topic, String value) {
    return new Poison(name, topic, value.getBytes(UTF_8), Map.of(), readers(topic), false);
  }

  /** Groups that read a topic; the sender's looks at messages, too, and puts none aside. */
  static List<String> readers(String topic) {
    return switch (topic) {
      case Topics.MESSAGES -> Stream.concat(READERS.stream(), Stream.of(SENDER)).toList();
      case Topics.STATUSES -> STATUS_READERS;
      case Topics.MEDIA, Topics.OUTBOUND_RESULTS -> EVENT_READERS;
      case Topics.OUTBOUND -> List.of(SENDER);
      default -> STORES;
    };
  }

  Poison with(Map<String, byte @Nullable []> more) {
    return new Poison(name, topic, value, more, aside, stored);
  }

  ProducerRecord<byte[], byte[]> record() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, 0, ("poison-" + name).getBytes(UTF_8), value);
    headers.forEach((header, bytes) -> record.headers().add(header, bytes));
    return record;
  }
}
