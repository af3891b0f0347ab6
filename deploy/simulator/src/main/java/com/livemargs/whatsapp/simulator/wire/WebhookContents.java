package com.livemargs.whatsapp.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is inside a webhook body, for the ledger and the window; empty for what is no webhook.
 *
 * @param messages ids of messages, echoes and history
 * @param received those of the messages that customers wrote
 */
public record WebhookContents(
    List<String> messages, List<ReceivedMessage> received, List<Status> statuses) {

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
    for (JsonNode message : value.path("messages")) {
      // A notice that a number changed is written by nobody.
      boolean written = !"system".equals(message.path("type").asString(""));
      if (written && message.path("id").isString()) {
        received.add(ReceivedMessage.of(message));
      }
    }
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
