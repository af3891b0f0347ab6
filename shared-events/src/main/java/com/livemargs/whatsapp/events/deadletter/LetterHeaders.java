package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.EventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The headers by which a record tells where it was and why it is here. */
final class LetterHeaders {

  static final String PREFIX = "dlt-";
  static final String TOPIC = "dlt-topic";
  static final String PARTITION = "dlt-partition";
  static final String OFFSET = "dlt-offset";
  static final String GROUP = "dlt-group";
  static final String REASON = "dlt-reason";
  static final String TIMESTAMP = "dlt-timestamp";
  static final String VALUE_BYTES = "dlt-value-bytes";
  static final String QUARANTINE_REASON = "quarantine-reason";

  private LetterHeaders() {}

  /** How often it was brought back before. */
  static int attempt(ConsumerRecord<String, byte[]> record) {
    Long attempt = number(record, EventHeaders.REPLAY_ATTEMPT);
    return attempt == null ? 0 : attempt.intValue();
  }

  static @Nullable Long number(ConsumerRecord<String, byte[]> record, String name) {
    String text = EventHeaders.text(record.headers(), name);
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }
}
