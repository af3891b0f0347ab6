package com.livemargs.whatsapp.events;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The headers by which a record that was put aside tells where it was and why it is here. */
public final class LetterHeaders {

  /** How those of dead letters begin. */
  public static final String PREFIX = "dlt-";

  /** The topic that it was on. */
  public static final String TOPIC = "dlt-topic";

  /** Its partition there. */
  public static final String PARTITION = "dlt-partition";

  /** Its offset there. */
  public static final String OFFSET = "dlt-offset";

  /** Its time there, in milliseconds. */
  public static final String TIMESTAMP = "dlt-timestamp";

  /** The group that could not digest it. */
  public static final String GROUP = "dlt-group";

  /** Why. */
  public static final String REASON = "dlt-reason";

  /** How long its value was, where only the beginning was kept. */
  public static final String VALUE_BYTES = "dlt-value-bytes";

  /** Why it is in quarantine. */
  public static final String QUARANTINE_REASON = "quarantine-reason";

  private LetterHeaders() {}

  /** How often it was brought back before. */
  public static int attempt(ConsumerRecord<String, byte[]> record) {
    Long attempt = number(record, EventHeaders.REPLAY_ATTEMPT);
    return attempt == null ? 0 : attempt.intValue();
  }

  /** The value of a header that is a number, or null when it is none. */
  public static @Nullable Long number(ConsumerRecord<String, byte[]> record, String name) {
    String text = EventHeaders.text(record.headers(), name);
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }
}
