package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A conversation with everything in it, as records; the same for every suffix. */
final class Story {

  final String phone;
  private final String suffix;
  final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  Story(String suffix) {
    this.suffix = suffix;
    this.phone = "49155" + suffix;
    customer();
    files();
    sends();
    forgeries();
  }

  String wamid(String name) {
    return "wamid." + name + "." + suffix;
  }

  UUID send(String name) {
    return UUID.nameUUIDFromBytes((name + suffix).getBytes(UTF_8));
  }

  Set<String> rooms() {
    return Set.of("whatsapp_" + phone, "whatsapp_" + phone + "9");
  }

  /** All that is said of one of its messages. */
  List<ConsumerRecord<String, byte[]>> about(String name) {
    String send = send(name).toString();
    return records.stream()
        .filter(
            record -> {
              String value = new String(record.value(), UTF_8);
              return value.contains("\"" + wamid(name) + "\"") || value.contains(send);
            })
        .toList();
  }

  /**
   * What is shown, what chat_messages holds and what was changed, without what differs by suffix.
   */
  List<Map<String, @Nullable Object>> outcome(Stored stored) {
    List<Map<String, @Nullable Object>> outcome = new ArrayList<>();
    for (Map<String, @Nullable Object> line : stored.shown(rooms())) {
      Map<String, @Nullable Object> same = new LinkedHashMap<>(line);
      same.keySet().removeAll(Set.of("messageId", "expiresAt", "createdAt"));
      same.put("line", stored.line().apply("" + line.get("messageId")).toString());
      same.replaceAll((n, v) -> v instanceof String text ? text.replace(suffix, "#") : v);
      String wamid = "" + line.get("whatsappMessageId");
      same.put("ours", ("" + line.get("messageId")).equals("" + MessageIds.ofWamid(wamid)));
      outcome.add(same);
    }
    return outcome;
  }

  private void customer() {
    said(Changes.text(wamid("t1"), phone, 1000, "first"));
    said(Changes.text(wamid("t2"), phone, 1001, "second"));
    change("r1", 1010, "reaction", "{\"message_id\":\"" + wamid("t1") + "\",\"emoji\":\"+1\"}");
    change("r2", 1011, "reaction", "{\"message_id\":\"" + wamid("t1") + "\",\"emoji\":\"heart\"}");
    change("r3", 1012, "reaction", "{\"message_id\":\"" + wamid("t2") + "\",\"emoji\":\"+1\"}");
    change("r4", 1013, "reaction", "{\"message_id\":\"" + wamid("t2") + "\",\"emoji\":\"\"}");
    change("e1", 1020, "edit", edit("t1", "once"));
    change("e2", 1021, "edit", edit("t1", "twice"));
    change("v1", 1022, "revoke", "{\"original_message_id\":\"" + wamid("t2") + "\"}");
    change("e6", 1024, "edit", edit("t2", "too late"));
    change("v2", 1023, "revoke", "{\"original_message_id\":\"" + wamid("i1") + "\"}");
  }

  private String edit(String target, String body) {
    return """
        {"original_message_id":"%s","message":{"type":"text","text":{"body":"%s"}}}"""
        .formatted(wamid(target), body);
  }

  private void files() {
    said(image("i1", 1002, ""));
    said(image("i2", 1003, ""));
    said(image("i3", 1004, ""));
    filed("i1");
    filed("i2");
    gaveUp("i3");
    said(image("i4", 1006, ""));
    gaveUp("i4");
    filed("i4");
    String thread = "\"history\":[{\"threads\":[{\"id\":\"" + phone + "\",\"messages\":[";
    String placeholder =
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1005\",\"type\":\"media_placeholder\"}"
            .formatted(phone, wamid("h1"));
    said(Changes.value("history", thread + placeholder + "]}]}]"));
    said(image("h1", 1005, ",\"caption\":\"came later\""));
    filed("h1");
  }

  private byte[] image(String name, int second, String more) {
    return Changes.message(
        """
        {"from":"%s","id":"%s","timestamp":"%d","type":"image","image":{"id":"77","mime_type":"image/png"%s}}"""
            .formatted(phone, wamid(name), second, more));
  }

  private void gaveUp(String name) {
    put(
        Topics.MEDIA,
        new MediaEvent.Unavailable(
                wamid(name),
                MessageIds.ofWamid(wamid(name)),
                null,
                null,
                null,
                null,
                "expired",
                1,
                false)
            .toJson());
  }

  private void filed(String name) {
    put(
        Topics.MEDIA,
        new MediaEvent.Stored(
                wamid(name),
                MessageIds.ofWamid(wamid(name)),
                null,
                null,
                null,
                null,
                "/uploads/whatsapp/" + name + ".jpg",
                name + ".jpg",
                17,
                "image/jpeg",
                "00",
                1,
                false)
            .toJson());
  }

  private void sends() {
    said(echo("x1", 1030));
    moved("x1", "delivered", 1031, null);
    moved("x1", "read", 1032, null);
    result("s1", SendOutcome.PENDING, 1040, null, phone);
    result("s1", SendOutcome.SENT, 1041, wamid("s1"), phone);
    said(echo("s1", 1041));
    moved("s1", "sent", 1041, "s1");
    moved("s1", "delivered", 1042, "s1");
    moved("s1", "played", 1044, "s1");
    change("rs1", 1045, "reaction", "{\"message_id\":\"" + wamid("s1") + "\",\"emoji\":\"ok\"}");
    result("s2", SendOutcome.PENDING, 1050, null, phone);
    result("s2", SendOutcome.UNKNOWN, 1051, null, phone);
    moved("s2", "delivered", 1053, "s2");
    result("s3", SendOutcome.PENDING, 1060, null, phone);
    result("s3", SendOutcome.FAILED, 1061, null, phone);
    result("s4", SendOutcome.PENDING, 1070, null, phone);
    result("s4", SendOutcome.SENT, 1071, wamid("s4"), phone + "9");
    moved("s4", "failed", 1072, "s4");
    result("s5", SendOutcome.SENT, 1080, wamid("s5"), phone);
    moved("s5", "seen-by-aliens", 1081, "s5");
  }

  // Edits and revokes of what somebody else said, and one of ours that is in order.
  private void forgeries() {
    change("v3", 1090, "revoke", "{\"original_message_id\":\"" + wamid("s1") + "\"}");
    change("e3", 1091, "edit", edit("x1", "forged"));
    said(ours("v4", "revoke", "{\"original_message_id\":\"" + wamid("t1") + "\"}"));
    said(ours("e4", "edit", edit("t1", "forged")));
    said(ours("e5", "edit", edit("x1", "corrected")));
    String stranger =
        "{\"from\":\"%s7\",\"id\":\"%s\",\"timestamp\":\"1095\",\"type\":\"revoke\",\"revoke\":{\"original_message_id\":\"%s\"}}";
    said(Changes.message(stranger.formatted(phone, wamid("v5"), wamid("t1"))));
  }

  private byte[] ours(String name, String type, String body) {
    return Changes.echo(
        "{\"from\":\"%s\",\"to\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1093\",\"type\":\"%s\",\"%s\":%s}"
            .formatted(Changes.OWN, phone, wamid(name), type, type, body));
  }

  private byte[] echo(String name, int second) {
    return Changes.echo(
        """
        {"from":"%s","to":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"ours"}}"""
            .formatted(Changes.OWN, phone, wamid(name), second));
  }

  private void change(String name, int second, String type, String body) {
    said(
        Changes.message(
            "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"%s\",\"%s\":%s}"
                .formatted(phone, wamid(name), second, type, type, body)));
  }

  private void moved(String name, String status, int second, @Nullable String callback) {
    String more =
        callback == null ? "" : ",\"biz_opaque_callback_data\":\"" + send(callback) + "\"";
    String error =
        status.equals("failed") ? ",\"errors\":[{\"code\":131026,\"title\":\"No\"}]" : "";
    put(Topics.STATUSES, Changes.status(wamid(name), status, second, more + error));
  }

  private void result(
      String name, SendOutcome outcome, int second, @Nullable String wamid, String digits) {
    long accepted = Integer.parseInt(name.substring(1)) + 1_040;
    put(
        Topics.OUTBOUND_RESULTS,
        Changes.sendResult(send(name), outcome, wamid, digits, accepted, second));
  }

  private void said(byte[] change) {
    put(Topics.MESSAGES, change);
  }

  private void put(String topic, byte[] value) {
    records.add(Stored.record(topic, value));
  }
}
