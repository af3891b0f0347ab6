package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.LetterHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.memory.BoundedMap;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Puts aside what a group cannot digest: same key, value and headers, and why, in headers of the
 * form {@code dlt-*}. A record that comes back and fails again carries its last reason only. Of a
 * record that is too large for the topic the beginnings of its key and of its value are kept, and
 * {@code dlt-value-bytes} says how long its value was.
 */
public final class DeadLetters {

  private static final int LONGEST_REASON = 500;
  // Of a key as many characters.
  private static final int KEPT_BYTES = 64 << 10;

  private static final int REMEMBERED = 10_000;

  /** A record that a group put aside; a topic that was made again has the same offsets. */
  private record Aside(
      String group, String topic, int partition, long offset, long timestamp, int value) {

    static Aside of(String group, ConsumerRecord<String, byte[]> record) {
      return new Aside(
          group,
          record.topic(),
          record.partition(),
          record.offset(),
          record.timestamp(),
          Arrays.hashCode(record.value()));
    }
  }

  private final EventPublisher publisher;
  private final MeterRegistry meters;
  // While an outage repeats the batch of a bad record, it is put aside once.
  private final Set<Aside> durable =
      Collections.synchronizedSet(Collections.newSetFromMap(BoundedMap.ofLatest(REMEMBERED)));

  DeadLetters(EventPublisher publisher, MeterRegistry meters) {
    this.publisher = publisher;
    this.meters = meters;
  }

  /** Puts a record aside and counts it, once; completes when that is durable. */
  public Mono<Void> put(String group, ConsumerRecord<String, byte[]> record, Throwable why) {
    Aside aside = Aside.of(group, record);
    return Mono.defer(
        () -> durable.contains(aside) ? Mono.empty() : putNew(group, record, why, aside));
  }

  /** Whether this process put that record aside before, among its last ten thousand. */
  public boolean hold(String group, ConsumerRecord<String, byte[]> record) {
    return durable.contains(Aside.of(group, record));
  }

  private Mono<Void> putNew(
      String group, ConsumerRecord<String, byte[]> record, Throwable why, Aside aside) {
    return publish(group, record, record.key(), record.headers(), record.value(), why)
        .onErrorResume(
            failure -> root(failure) instanceof RecordTooLargeException,
            tooLarge ->
                publish(group, record, beginningOfKey(record), cut(record), beginning(record), why))
        .doOnSuccess(
            kept -> {
              durable.add(aside);
              count(group, record.topic(), why);
            });
  }

  private static Headers cut(ConsumerRecord<String, byte[]> record) {
    int bytes = record.value() == null ? 0 : record.value().length;
    return new RecordHeaders()
        .add(EventHeaders.header(LetterHeaders.VALUE_BYTES, Integer.toString(bytes)));
  }

  private static byte @Nullable [] beginning(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    return value == null ? null : Arrays.copyOf(value, Math.min(KEPT_BYTES, value.length));
  }

  private static @Nullable String beginningOfKey(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    return key == null ? null : key.substring(0, Math.min(KEPT_BYTES, key.length()));
  }

  private Mono<Void> publish(
      String group,
      ConsumerRecord<String, byte[]> record,
      @Nullable String key,
      Headers kept,
      byte @Nullable [] value,
      Throwable why) {
    Headers headers = new RecordHeaders(kept);
    set(headers, LetterHeaders.TOPIC, record.topic());
    set(headers, LetterHeaders.PARTITION, Integer.toString(record.partition()));
    set(headers, LetterHeaders.OFFSET, Long.toString(record.offset()));
    set(headers, LetterHeaders.TIMESTAMP, Long.toString(record.timestamp()));
    set(headers, LetterHeaders.GROUP, group);
    set(headers, LetterHeaders.REASON, reason(why));
    String topic = Topics.deadLetter(record.topic(), group);
    return publisher.publish(List.of(new ProducerRecord<>(topic, null, key, value, headers)));
  }

  private void count(String group, String topic, Throwable why) {
    String reason = root(why).getClass().getSimpleName();
    meters.counter("whatsapp.consumer.records", "group", group, "outcome", "dlt").increment();
    meters.counter("whatsapp.dlt.records", "topic", topic, "reason", reason).increment();
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(EventHeaders.header(name, value));
  }

  // Messages of drivers repeat values: only our own exceptions are quoted.
  private static String reason(Throwable why) {
    Throwable root = root(why);
    boolean ours = root.getClass().getName().startsWith("com.livemargs.");
    String reason = root.getClass().getSimpleName() + (ours ? ": " + root.getMessage() : "");
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }

  static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
