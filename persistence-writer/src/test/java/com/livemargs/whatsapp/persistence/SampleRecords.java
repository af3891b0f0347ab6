package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.testkit.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The samples as records, and what must be stored of them, read off the samples themselves. */
final class SampleRecords {

  /** Topic and value, in order. */
  record Out(String topic, byte[] value) {}

  final List<Out> records = new ArrayList<>();

  /** The items of each wamid, in Meta's own words. */
  final Map<String, List<String>> messages = new LinkedHashMap<>();

  final Set<String> statuses = new TreeSet<>();
  final Set<String> events = new TreeSet<>();

  SampleRecords() {
    for (byte[] body : Samples.webhooks().values()) {
      JsonNode webhook = Json.MAPPER.readTree(body);
      for (JsonNode entry : webhook.path("entry")) {
        entry.path("changes").forEach(change -> split((ObjectNode) change));
      }
    }
  }

  private void split(ObjectNode change) {
    JsonNode value = change.path("value");
    boolean split = false;
    for (String array : List.of("messages", "message_echoes")) {
      for (JsonNode item : value.path(array)) {
        split = true;
        said(only(change, array, item), item);
      }
    }
    for (JsonNode status : value.path("statuses")) {
      split = true;
      moved(only(change, "statuses", status), status);
    }
    for (JsonNode chunk : value.path("history")) {
      split |= history(change, chunk);
    }
    if (!split) {
      records.add(new Out(Topics.ACCOUNT, change.toString().getBytes(UTF_8)));
      events.add(change.toString());
    }
  }

  private boolean history(ObjectNode change, JsonNode chunk) {
    boolean split = false;
    for (JsonNode thread : chunk.path("threads")) {
      for (JsonNode item : thread.path("messages")) {
        split = true;
        ObjectNode one = ((ObjectNode) thread).deepCopy();
        one.set("messages", array(item));
        ObjectNode piece = Json.MAPPER.createObjectNode();
        piece.set("threads", array(one));
        said(only(change, "history", piece), item);
      }
    }
    return split;
  }

  // What names nobody has no conversation: the ingress puts it into quarantine.
  private void said(ObjectNode change, JsonNode item) {
    List<String> names = List.of("from", "from_user_id", "to", "to_user_id", "group_id");
    boolean notice = item.path("system").has("user_id");
    if (!notice && names.stream().noneMatch(item::has)) {
      return;
    }
    records.add(new Out(Topics.MESSAGES, change.toString().getBytes(UTF_8)));
    messages
        .computeIfAbsent(item.path("id").asString(), id -> new ArrayList<>())
        .add(item.toString());
  }

  private void moved(ObjectNode change, JsonNode status) {
    records.add(new Out(Topics.STATUSES, change.toString().getBytes(UTF_8)));
    String participant =
        status.has("recipient_type")
            ? status
                .path("recipient_participant_user_id")
                .asString(status.path("recipient_participant_id").asString())
            : "";
    statuses.add(
        status.path("id").asString() + "|" + status.path("status").asString() + "|" + participant);
  }

  private static ObjectNode only(ObjectNode change, String array, JsonNode item) {
    ObjectNode one = change.deepCopy();
    ObjectNode value = (ObjectNode) one.path("value");
    value.remove(List.of("messages", "message_echoes", "statuses", "history"));
    value.set(array, array(item));
    return one;
  }

  private static ArrayNode array(JsonNode item) {
    return Json.MAPPER.createArrayNode().add(item);
  }
}
