package com.livemargs.whatsapp.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 attributes in Kafka's binary mode, and the W3C {@code traceparent}. {@code ce_id}
 * stays the same under redelivery, so that any consumer can tell a repeat.
 */
public final class EventHeaders {

  /** Header that carries the trace of a message from webhook to room. */
  public static final String TRACEPARENT = "traceparent";

  /** The one group that a replayed record is for; other groups of ours pass it by. */
  public static final String REPLAY_GROUP = "replay-group";

  /** Which replay brought a record back. */
  public static final String REPLAY_ID = "replay-id";

  /** How often a record was brought back. */
  public static final String REPLAY_ATTEMPT = "replay-attempt";

  private static final Pattern TRACE = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private EventHeaders() {}

  /**
   * Headers of a new record.
   *
   * @param id stable under redelivery
   * @param type what happened, such as {@code whatsapp.message.received}
   * @param source who says so, a URI reference such as {@code /whatsapp/waba/318840057731126}
   * @param subject what it is about, such as a conversation key
   * @param traceparent the trace to go on with, or null for a new one
   */
  public static List<Header> of(
      String id,
      String type,
      String source,
      String subject,
      Instant time,
      @Nullable String traceparent) {
    return List.of(
        header("ce_specversion", "1.0"),
        header("ce_id", id),
        header("ce_type", type),
        header("ce_source", source),
        header("ce_subject", subject),
        header("ce_time", time.toString()),
        header("content-type", "application/json"),
        header(TRACEPARENT, traceparent == null ? newTrace() : traceparent));
  }

  /** One header with a UTF-8 value. */
  public static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  /** The last value of a header as text, or null when it is absent. */
  public static @Nullable String text(Headers headers, String name) {
    Header last = headers.lastHeader(name);
    return last == null || last.value() == null ? null : new String(last.value(), UTF_8);
  }

  /** A text as a W3C trace context of version 00, or null when it is none. */
  public static @Nullable String trace(@Nullable String shown) {
    return shown != null && TRACE.matcher(shown).matches() ? shown : null;
  }

  /** The id of a record's trace, by which logs are searched; empty where it has none. */
  public static String traceId(Headers headers) {
    String context = trace(text(headers, TRACEPARENT));
    return context == null ? "" : context.split("-")[1];
  }

  /** A new sampled W3C trace context. */
  public static String newTrace() {
    byte[] ids = new byte[24];
    ThreadLocalRandom.current().nextBytes(ids);
    HexFormat hex = HexFormat.of();
    return "00-" + hex.formatHex(ids, 0, 16) + "-" + hex.formatHex(ids, 16, 24) + "-01";
  }
}
