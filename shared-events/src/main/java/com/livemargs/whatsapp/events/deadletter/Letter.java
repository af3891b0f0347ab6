package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.LetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that was put aside, as a list shows it: nothing of a customer is in it.
 *
 * @param time when it was put aside, in milliseconds
 * @param group which could not digest it, or null for the quarantine
 * @param source the topic that it came from, or null
 * @param reason why, as told when it was put aside
 * @param attempts how often it was tried: once, and once for each time that it was brought back
 * @param key masked: the number's id and the last two characters
 * @param bytes of the value
 * @param state {@code open}, {@code replayed} or {@code discarded}
 * @param handled what an operator did, or null while it is open
 */
public record Letter(
    String topic,
    int partition,
    long offset,
    long time,
    @Nullable String group,
    @Nullable String source,
    @Nullable String reason,
    int attempts,
    @Nullable String key,
    int bytes,
    State state,
    @Nullable Handled handled) {

  private static final int SHOWN = 2;

  /** What became of it. */
  public enum State {
    OPEN,
    REPLAYED,
    DISCARDED
  }

  static Letter of(ConsumerRecord<String, byte[]> record, @Nullable Handled handled) {
    String quarantined = header(record, LetterHeaders.QUARANTINE_REASON);
    return new Letter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        header(record, LetterHeaders.GROUP),
        header(record, LetterHeaders.TOPIC),
        quarantined == null ? header(record, LetterHeaders.REASON) : quarantined,
        LetterHeaders.attempt(record) + 1,
        masked(record.key()),
        Math.max(record.serializedValueSize(), 0),
        handled == null ? State.OPEN : handled.state(),
        handled);
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    return EventHeaders.text(record.headers(), name);
  }

  // A conversation's key is {phone_number_id}:{customer}; the customer is nobody's business here.
  private static @Nullable String masked(@Nullable String key) {
    if (key == null) {
      return null;
    }
    String ours = key.substring(0, key.indexOf(':') + 1);
    return ours + "***" + key.substring(Math.max(ours.length(), key.length() - SHOWN));
  }
}
