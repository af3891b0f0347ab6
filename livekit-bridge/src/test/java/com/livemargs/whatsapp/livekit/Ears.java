package com.livemargs.whatsapp.livekit;

import com.livemargs.whatsapp.testkit.Participant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a participant has heard, by topic. */
final class Ears {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Participant participant;
  private final List<JsonNode> heard = new ArrayList<>();

  Ears(Participant participant) {
    this.participant = participant;
  }

  /** Waits for a packet on the chat topic whose text fulfils a condition. */
  JsonNode chat(Predicate<String> message) {
    return body(
        await(
            line ->
                line.path("topic").asString("").equals("lk-chat-topic")
                    && message.test(body(line).path("message").asString(""))));
  }

  /** Waits for a packet on our topic that fulfils a condition. */
  JsonNode event(Predicate<JsonNode> condition) {
    return body(
        await(
            line ->
                line.path("topic").asString("").equals("whatsapp.event.v1")
                    && condition.test(body(line))));
  }

  /** How many packets of the chat topic with this text were heard so far. */
  long chats(String message) {
    return heard.stream()
        .filter(line -> line.path("topic").asString("").equals("lk-chat-topic"))
        .filter(line -> body(line).path("message").asString("").equals(message))
        .count();
  }

  private JsonNode await(Predicate<JsonNode> condition) {
    for (JsonNode line : heard) {
      if (condition.test(line)) {
        return line;
      }
    }
    while (true) {
      JsonNode line = participant.next(SOON);
      heard.add(line);
      if (condition.test(line)) {
        return line;
      }
    }
  }

  private static JsonNode body(JsonNode line) {
    return JsonMapper.shared().readTree(line.path("text").asString("{}"));
  }
}
