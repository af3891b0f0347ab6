package com.livemargs.whatsapp.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was put aside, whole: with what it says of a customer.
 *
 * @param time in milliseconds
 * @param encoding {@code text} or {@code base64}
 * @param value the value in that encoding, null where the record has none
 */
record OpenedLetter(
    String topic,
    int partition,
    long offset,
    long time,
    @Nullable String key,
    Map<String, String> headers,
    String encoding,
    @Nullable String value) {

  static OpenedLetter of(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : record.headers()) {
      byte[] value = header.value();
      headers.put(header.key(), value == null ? "" : new String(value, UTF_8));
    }
    byte[] value = record.value();
    String text = value == null ? null : text(value);
    boolean binary = value != null && text == null;
    return new OpenedLetter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        headers,
        binary ? "base64" : "text",
        binary ? Base64.getEncoder().encodeToString(value) : text);
  }

  private static @Nullable String text(byte[] value) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException binary) {
      return null;
    }
  }
}
