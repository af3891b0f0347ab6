package com.livemargs.whatsapp.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ids inside a webhook body, for the ledger; empty for what is no webhook.
 *
 * @param messages ids of messages, echoes and history
 * @param received those of them that customers wrote
 */
public record WebhookContents(List<String> messages, List<String> received, List<Status> statuses) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** One status inside a webhook. */
  public record Status(String id, String status) {}

  /** Reads what can be read. */
  public static WebhookContents of(byte[] body) {
    var contents = new WebhookContents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (JsonNode entry : read(body).path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        contents.collect(change.path("value"));
      }
    }
    return contents;
  }

  private static JsonNode read(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MAPPER.missingNode();
    }
  }

  private void collect(JsonNode value) {
    ids(value.path("messages"), messages);
    ids(value.path("messages"), received);
    ids(value.path("message_echoes"), messages);
    for (JsonNode chunk : value.path("history")) {
      for (JsonNode thread : chunk.path("threads")) {
        ids(thread.path("messages"), messages);
      }
    }
    for (JsonNode status : value.path("statuses")) {
      statuses.add(new Status(status.path("id").asString(""), status.path("status").asString("")));
    }
  }

  private static void ids(JsonNode items, List<String> into) {
    for (JsonNode item : items) {
      if (item.path("id").isString()) {
        into.add(item.path("id").asString());
      }
    }
  }
}
