package com.livemargs.whatsapp.chaos.poison;

import static com.livemargs.whatsapp.chaos.poison.Poison.digestible;
import static com.livemargs.whatsapp.chaos.poison.Poison.idle;
import static com.livemargs.whatsapp.chaos.poison.Poison.other;
import static com.livemargs.whatsapp.chaos.poison.Poison.unreadable;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One of each kind. */
final class Poisons {

  private static final int LARGE = 3 << 20;
  private static final int LONGER_THAN_AN_INDEX_TAKES = 40_000;
  private static final String FRAME =
      "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"412906551877340\"},\"messages\":[%s]}}";

  private final String prefix;
  private final Random random;

  Poisons(String prefix, Random random) {
    this.prefix = prefix;
    this.random = random;
  }

  List<Poison> all() {
    List<Poison> all = new ArrayList<>(unreadableMessages());
    all.addAll(digestibleMessages());
    all.addAll(oddHeaders());
    all.addAll(otherTopics());
    return all;
  }

  private List<Poison> unreadableMessages() {
    byte[] good = text("cut", "x");
    return List.of(
        unreadable("empty", ""),
        unreadable("no-json", "hello"),
        unreadable("two-values", new String(good, UTF_8) + "{}"),
        unreadable("bad-utf8", raw(bytes(FRAME.formatted("{\"id\":\"")), new byte[] {(byte) 0xC3})),
        unreadable("utf16", FRAME.formatted("{}").getBytes(UTF_16)),
        unreadable("truncated", Arrays.copyOf(good, good.length / 2)),
        unreadable("zeroes", new byte[512]),
        unreadable("deep", "[".repeat(3_000) + "]".repeat(3_000)),
        unreadable(
            "deep-item",
            FRAME.formatted("{\"id\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(500) + "}")),
        unreadable("array", "[]"),
        unreadable("number", "1e400"),
        unreadable("no-value", "{\"field\":\"messages\"}"),
        unreadable("no-message", FRAME.formatted("")),
        unreadable("two-messages", FRAME.formatted("{\"id\":\"a\"},{\"id\":\"b\"}")),
        unreadable("no-id", FRAME.formatted("{\"from\":\"4917\"}")),
        unreadable("nobody", FRAME.formatted("{\"id\":\"wamid.nobody\"}")),
        unreadable("huge-number", item("huge-number", ",\"n\":" + "9".repeat(2_000))),
        unreadable(
            "long-id",
            FRAME.formatted("{\"from\":\"4917\",\"id\":\"" + noise() + "\",\"type\":\"text\"}")));
  }

  private List<Poison> digestibleMessages() {
    return List.of(
        digestible("nul", text("nul", "nul \\u0000 end")),
        digestible("surrogate", text("surrogate", "lone \\ud800 end")),
        digestible("emoji", text("emoji", "\uD83D\uDE00 \\ud83d\\ude00")),
        digestible("dotted", item("dotted", ",\"a.b\":{\"$c\":1,\"\":2},\"$set\":{\"x\":1}")),
        digestible("three-megabytes", text("three-megabytes", "x".repeat(LARGE))),
        digestible("absurd-time", item("absurd-time", ",\"timestamp\":\"99999999999999999999\"")),
        digestible("negative-time", item("negative-time", ",\"timestamp\":-1")),
        digestible("infinite", item("infinite", ",\"n\":1e400,\"m\":-0")),
        digestible("unknown-type", item("unknown-type", ",\"type\":\"hologram\",\"hologram\":[]")),
        digestible("twice-named", item("twice-named", ",\"x\":1,\"x\":2")),
        digestible(
            "file-without-id",
            item("file-without-id", ",\"type\":\"image\",\"image\":{\"mime_type\":7}")),
        digestible(
            "path-as-name",
            item(
                "path-as-name",
                ",\"type\":\"document\",\"document\":{\"filename\":\"../../etc/passwd\"}")));
  }

  private List<Poison> oddHeaders() {
    Map<String, byte @Nullable []> broken = new HashMap<>();
    broken.put("retry_topic-backoff-timestamp", bytes("never"));
    broken.put("kafka_exception-stacktrace", bytes("x".repeat(10_000)));
    broken.put("traceparent", new byte[] {(byte) 0xFF, 0});
    broken.put("ce_source", bytes("/whatsapp/waba/\u0000\uFFFF"));
    broken.put("ce_time", bytes("yesterday"));
    broken.put("spring_json_header_types", bytes("{\"x\":\"java.lang.Runtime\"}"));
    Map<String, byte @Nullable []> nulls = new HashMap<>();
    List.of("ce_id", "ce_type", "ce_source", "traceparent", "dlt-reason")
        .forEach(name -> nulls.put(name, null));
    return List.of(
        digestible("broken-headers", text("broken-headers", "x")).with(broken),
        digestible("null-headers", text("null-headers", "x")).with(nulls),
        digestible("large-header", text("large-header", "x"))
            .with(Map.of("note", new byte[100_000])),
        unreadable("unreadable-with-headers", "no").with(broken),
        unreadable("unreadable-with-large-header", "no").with(Map.of("note", new byte[100_000])));
  }

  private static List<Poison> otherTopics() {
    String status = "{\"value\":{\"statuses\":[%s]}}";
    return List.of(
        idle("tombstone", Topics.MESSAGES, null),
        idle("status-tombstone", Topics.STATUSES, null),
        other("status-no-json", Topics.STATUSES, "{"),
        other("status-without-status", Topics.STATUSES, status.formatted("{\"id\":\"wamid.s\"}")),
        other("status-number", Topics.STATUSES, status.formatted("7")),
        idle(
            "status-of-nobody",
            Topics.STATUSES,
            bytes(
                status.formatted(
                    "{\"id\":\"wamid.s\",\"status\":\"sent\",\"biz_opaque_callback_data\":\"%00\"}"))),
        other("file-event-no-json", Topics.MEDIA, "no"),
        other("file-event-unknown", Topics.MEDIA, "{\"type\":\"media-eaten\"}"),
        idle("file-event-tombstone", Topics.MEDIA, null),
        other("result-no-json", Topics.OUTBOUND_RESULTS, "no"),
        other(
            "result-without-id",
            Topics.OUTBOUND_RESULTS,
            "{\"type\":\"message-sent\",\"messageId\":\"x\"}"),
        other("identity-no-json", Topics.IDENTITIES, "no"),
        idle("identity-tombstone", Topics.IDENTITIES, null),
        other("account-no-json", Topics.ACCOUNT, "no"),
        other("command-no-json", Topics.OUTBOUND, "no"),
        other("command-without-id", Topics.OUTBOUND, "{\"type\":\"send-message\",\"text\":\"x\"}"),
        new Poison(
            "command-tombstone",
            Topics.OUTBOUND,
            null,
            Map.of(),
            List.of("outbound-sender"),
            false));
  }

  private byte[] text(String name, String text) {
    return item(name, ",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}");
  }

  private byte[] item(String name, String more) {
    return bytes(
        FRAME.formatted("{\"from\":\"4917\",\"id\":\"" + prefix + name + "\"" + more + "}"));
  }

  // What can be packed would fit after all.
  private String noise() {
    StringBuilder text = new StringBuilder();
    while (text.length() < LONGER_THAN_AN_INDEX_TAKES) {
      text.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
    }
    return text.toString();
  }

  private static byte[] raw(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
