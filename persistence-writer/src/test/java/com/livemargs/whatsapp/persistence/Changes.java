package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as the ingress writes them: one change of Meta with one item. */
final class Changes {

  static final String PHONE_NUMBER_ID = "412906551877340";
  static final String OWN = "493055501188";

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final String RUN = Long.toString(System.nanoTime(), 36);

  private Changes() {}

  /** Never seen before. */
  static String unique(String prefix) {
    return prefix + RUN + "-" + COUNTER.incrementAndGet();
  }

  /** Digits never seen before. */
  static String phone() {
    return "4917" + (System.nanoTime() % 100_000_000) + COUNTER.incrementAndGet();
  }

  /** A message at its place in the log, all received in one millisecond, as in one POST. */
  static ConsumerRecord<String, byte[]> received(long offset, byte[] value) {
    return new ConsumerRecord<>(
        Topics.MESSAGES,
        0,
        offset,
        1_000_000,
        TimestampType.CREATE_TIME,
        3,
        value.length,
        "key",
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  static byte[] text(String wamid, String from, long second, String body) {
    return message(
        """
        {"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}"""
            .formatted(from, wamid, second, body));
  }

  static String item(String wamid, String from, String type, String body, String more) {
    return "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1000\",\"type\":\"%s\",\"%s\":%s%s}"
        .formatted(from, wamid, type, type, body, more);
  }

  static byte[] message(String item) {
    return value("messages", "\"messages\":[" + item + "]");
  }

  static byte[] echo(String item) {
    return value("smb_message_echoes", "\"message_echoes\":[" + item + "]");
  }

  /** What somebody of the business wrote on a phone. */
  static String echoed(String wamid, String to) {
    return item(wamid, OWN, "text", "{\"body\":\"x\"}", ",\"to\":\"" + to + "\"");
  }

  /** What became of a send of second 90, at second 120. */
  static byte[] sendResult(UUID send, SendOutcome outcome, @Nullable String wamid, String phone) {
    return sendResult(send, outcome, wamid, phone, 90, 120);
  }

  /** What became of a send; one that failed did so because its window was over. */
  static byte[] sendResult(
      UUID send,
      SendOutcome outcome,
      @Nullable String wamid,
      String phone,
      long acceptedSecond,
      long second) {
    boolean failed = outcome == SendOutcome.FAILED;
    return sendResult(
        send,
        outcome,
        wamid,
        "whatsapp_" + phone,
        "+" + phone,
        acceptedSecond,
        second,
        failed ? 131047 : null,
        failed ? "window" : null);
  }

  /** A send to a group that waits. */
  static byte[] groupResult(UUID send, String group) {
    String room = "whatsapp_group_" + group;
    return sendResult(send, SendOutcome.PENDING, null, room, null, 90, 120, null, null);
  }

  private static byte[] sendResult(
      UUID send,
      SendOutcome outcome,
      @Nullable String wamid,
      String room,
      @Nullable String phone,
      long acceptedSecond,
      long second,
      @Nullable Integer code,
      @Nullable String reason) {
    return new SendResult(
            outcome,
            "request",
            send,
            wamid,
            room,
            phone,
            null,
            PHONE_NUMBER_ID,
            "text",
            "ours",
            null,
            null,
            null,
            null,
            null,
            null,
            acceptedSecond * 1000,
            second * 1000,
            code,
            reason)
        .toJson();
  }

  static byte[] status(String wamid, String status, long second, String extra) {
    return value(
        "messages",
        """
        "statuses":[{"id":"%s","status":"%s","timestamp":"%d","recipient_id":"4915550118822"%s}]"""
            .formatted(wamid, status, second, extra));
  }

  static byte[] value(String field, String members) {
    return """
        {"field":"%s","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"%s",\
        "phone_number_id":"%s"},%s}}"""
        .formatted(field, OWN, PHONE_NUMBER_ID, members)
        .getBytes(UTF_8);
  }
}
