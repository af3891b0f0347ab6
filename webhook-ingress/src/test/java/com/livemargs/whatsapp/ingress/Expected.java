package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record as a plain walk over the body's tree expects it, sharing no code with the splitter.
 *
 * @param key null where only equality of bytes is asked for
 * @param change the record's value as a tree
 */
record Expected(String topic, @Nullable String key, String source, JsonNode change) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> ARRAYS =
      List.of("messages", "message_echoes", "statuses", "history");

  static Expected found(ConsumerRecord<String, byte[]> record) {
    boolean hashed = record.topic().equals(Topics.QUARANTINE);
    return new Expected(
        record.topic(),
        hashed ? null : record.key(),
        String.valueOf(EventHeaders.text(record.headers(), "ce_source")),
        JSON.readTree(record.value()));
  }

  static List<Expected> of(byte[] body) {
    List<Expected> all = new ArrayList<>();
    JsonNode root = JSON.readTree(body);
    for (JsonNode entry : root.path("entry")) {
      String source = "/whatsapp/waba/" + entry.path("id").asString();
      for (JsonNode change : entry.path("changes")) {
        change(all, source, change);
      }
      if (entry.path("changes").isEmpty()) {
        all.add(new Expected(Topics.QUARANTINE, null, source, entry));
      }
    }
    if (root.path("entry").isEmpty()) {
      all.add(new Expected(Topics.QUARANTINE, null, "/whatsapp/waba/", root));
    }
    return all;
  }

  private static void change(List<Expected> all, String source, JsonNode change) {
    JsonNode value = change.path("value");
    int before = all.size();
    for (JsonNode item : value.path("messages")) {
      String who = author(item);
      all.add(item(Topics.MESSAGES, who, source, only(change, "messages", item), value));
    }
    for (JsonNode item : value.path("message_echoes")) {
      String who = first(item, "to_user_id", "to");
      all.add(item(Topics.MESSAGES, who, source, only(change, "message_echoes", item), value));
    }
    for (JsonNode item : value.path("statuses")) {
      String who = who(item, value);
      all.add(item(Topics.STATUSES, who, source, only(change, "statuses", item), value));
    }
    for (JsonNode chunk : value.path("history")) {
      for (JsonNode thread : chunk.path("threads")) {
        for (JsonNode item : thread.path("messages")) {
          all.add(
              item(
                  Topics.MESSAGES,
                  first(thread, "id"),
                  source,
                  chain(change, chunk, thread, item),
                  value));
        }
      }
    }
    if (all.size() == before) {
      String number = value.path("metadata").path("phone_number_id").asString("");
      String waba = source.substring("/whatsapp/waba/".length());
      all.add(new Expected(Topics.ACCOUNT, number.isEmpty() ? waba : number, source, change));
    }
  }

  private static Expected item(
      String topic, String who, String source, JsonNode change, JsonNode value) {
    if (who.isEmpty()) {
      return new Expected(Topics.QUARANTINE, null, source, change);
    }
    String id = known(who, value.path("contacts"));
    String key = value.path("metadata").path("phone_number_id").asString("") + ":" + id;
    return new Expected(topic, key, source, change);
  }

  private static String author(JsonNode item) {
    String named = first(item, "group_id", "from_user_id", "from");
    return named.isEmpty()
        ? first(item.path("system"), "previous_user_id", "user_id", "wa_id")
        : named;
  }

  private static String who(JsonNode status, JsonNode value) {
    boolean group = status.path("recipient_type").asString("").equals("group");
    return group
        ? first(status, "recipient_id")
        : first(status, "recipient_user_id", "recipient_id");
  }

  /** The business-scoped id of a phone that a contact shows. */
  private static String known(String who, JsonNode contacts) {
    for (JsonNode contact : contacts) {
      if (contact.path("wa_id").asString("").equals(who) && contact.has("user_id")) {
        return contact.path("user_id").asString();
      }
    }
    return who;
  }

  private static String first(JsonNode item, String... names) {
    for (String name : names) {
      if (item.has(name)) {
        return item.path(name).asString();
      }
    }
    return "";
  }

  private static JsonNode only(JsonNode change, String array, JsonNode item) {
    ObjectNode copy = (ObjectNode) change.deepCopy();
    ObjectNode value = (ObjectNode) copy.path("value");
    ARRAYS.forEach(value::remove);
    value.putArray(array).add(item);
    ArrayNode contacts =
        value.path("contacts").isArray() ? value.putArray("contacts") : JSON.createArrayNode();
    for (JsonNode contact : change.path("value").path("contacts")) {
      boolean alone = change.path("value").path("contacts").size() == 1;
      boolean named = item.toString().contains("\"" + contact.path("wa_id").asString("-") + "\"");
      boolean scoped =
          item.toString().contains("\"" + contact.path("user_id").asString("-") + "\"");
      if (alone || named || scoped) {
        contacts.add(contact);
      }
    }
    return copy;
  }

  private static JsonNode chain(JsonNode change, JsonNode chunk, JsonNode thread, JsonNode item) {
    ObjectNode oneThread = (ObjectNode) thread.deepCopy();
    oneThread.putArray("messages").add(item);
    ObjectNode oneChunk = (ObjectNode) chunk.deepCopy();
    oneChunk.putArray("threads").add(oneThread);
    return only(change, "history", oneChunk);
  }
}
