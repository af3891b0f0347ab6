package com.livemargs.whatsapp.standalone.endtoend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a webhook must leave behind, read from the payload by a plain walk through its tree: a
 * second opinion that shares no code with the services.
 */
final class ExpectedFromSample {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A row of a message: only what the payload itself says beyond doubt. */
  record Row(
      String wamid,
      String direction,
      String type,
      @Nullable String phoneNumber,
      @Nullable String room,
      @Nullable String text,
      Map<String, Object> told,
      JsonNode raw) {}

  /**
   * A status that is kept.
   *
   * @param recipient digits of the customer; null in groups, and where there are none
   */
  record Status(
      String wamid,
      String status,
      Instant at,
      @Nullable Integer code,
      @Nullable String recipient) {}

  final Map<String, Row> rows = new TreeMap<>();
  final List<Status> statuses = new ArrayList<>();
  final List<JsonNode> accountValues = new ArrayList<>();
  int quarantined;

  static ExpectedFromSample of(byte[] body) {
    ExpectedFromSample expected = new ExpectedFromSample();
    JsonNode entries = MAPPER.readTree(body).path("entry");
    if (entries.isEmpty()) {
      expected.quarantined++;
    }
    for (JsonNode entry : entries) {
      JsonNode changes = entry.path("changes");
      expected.quarantined += changes.isEmpty() ? 1 : 0;
      changes.forEach(expected::change);
    }
    return expected;
  }

  private void change(JsonNode change) {
    JsonNode value = change.path("value");
    String own = value.at("/metadata/display_phone_number").asString("").replaceAll("[^0-9]", "");
    boolean history = "history".equals(change.path("field").asString(""));
    int before = rows.size() + quarantined + statuses.size();
    value.path("messages").forEach(item -> item(item, history && isFrom(item, own)));
    value.path("message_echoes").forEach(item -> item(item, true));
    value
        .path("history")
        .forEach(
            chunk ->
                chunk
                    .path("threads")
                    .forEach(
                        thread ->
                            thread
                                .path("messages")
                                .forEach(item -> item(item, isFrom(item, own)))));
    value.path("statuses").forEach(this::status);
    int items =
        Stream.of("messages", "message_echoes", "statuses")
            .mapToInt(name -> value.path(name).size())
            .sum();
    if (before == rows.size() + quarantined + statuses.size() && items == 0) {
      accountValues.add(change);
    }
  }

  private static boolean isFrom(JsonNode item, String own) {
    return item.path("from").asString("").equals(own);
  }

  private void item(JsonNode item, boolean outgoing) {
    String wamid = item.path("id").asString("");
    String digits = item.path(outgoing ? "to" : "from").asString("");
    boolean group = item.has("group_id");
    boolean named = !digits.isEmpty() || group;
    String id =
        item.path(outgoing ? "to_user_id" : "from_user_id")
            .asString(named ? "" : item.at("/system/user_id").asString(""));
    if (wamid.isEmpty() || (digits.isEmpty() && id.isEmpty() && !group)) {
      quarantined++;
      return;
    }
    boolean phone = digits.matches("[0-9]+");
    rows.putIfAbsent(
        wamid,
        new Row(
            wamid,
            outgoing ? "outgoing" : "incoming",
            item.path("type").asString("unknown"),
            phone ? "+" + digits : null,
            phone && !group ? "whatsapp_" + digits : null,
            item.at("/text/body").isString() ? item.at("/text/body").asString() : null,
            told(item, id, group),
            item));
  }

  /** Columns of a message that the item itself fills. */
  private static Map<String, Object> told(JsonNode item, String id, boolean group) {
    Map<String, Object> told = new TreeMap<>();
    if (item.path("timestamp").asString("").matches("[0-9]{10}")) {
      told.put("timestamp", Instant.ofEpochSecond(item.path("timestamp").asLong()));
    }
    if (!id.isEmpty() && !group) {
      told.put("customer_id", id);
    }
    if (item.at("/context/id").isString()) {
      told.put("reply_to", item.at("/context/id").asString());
    }
    JsonNode caption = item.path(item.path("type").asString("")).path("caption");
    if (caption.isString()) {
      told.put("caption", caption.asString());
    }
    return told;
  }

  private void status(JsonNode status) {
    if (status.path("id").asString("").isEmpty() || status.path("status").asString("").isEmpty()) {
      quarantined++;
    } else {
      String digits = status.path("recipient_id").asString("");
      boolean person =
          digits.matches("[0-9]+") && !"group".equals(status.path("recipient_type").asString(""));
      JsonNode code = status.at("/errors/0/code");
      statuses.add(
          new Status(
              status.path("id").asString(),
              status.path("status").asString(),
              Instant.ofEpochSecond(status.path("timestamp").asLong(0)),
              code.isNumber() ? code.asInt() : null,
              person ? digits : null));
    }
  }
}
