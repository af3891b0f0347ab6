package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What the baselines store of a text: the same columns as ours. */
record PlainMessage(
    UUID id,
    String wamid,
    String phone,
    String customerId,
    String phoneNumberId,
    String room,
    String sender,
    String text,
    Instant timestamp,
    String raw) {

  private static final long DAYS = 1_826;

  static PlainMessage of(JsonNode value) {
    JsonNode message = value.path("messages").path(0);
    String wamid = message.path("id").asString();
    String phone = message.path("from").asString();
    return new PlainMessage(
        UUID.nameUUIDFromBytes(wamid.getBytes(UTF_8)),
        wamid,
        "+" + phone,
        message.path("from_user_id").asString(),
        value.path("metadata").path("phone_number_id").asString(),
        "whatsapp_" + phone,
        value.path("contacts").path(0).path("profile").path("name").asString(),
        message.path("text").path("body").asString(),
        Instant.ofEpochSecond(Long.parseLong(message.path("timestamp").asString())),
        message.toString());
  }

  static PlainMessage numbered(String run, int index) {
    String phone = String.valueOf(4_915_800_000_000L + index % 1_000);
    String wamid = "wamid.HBgM" + run + "%09d".formatted(index) + "AGVRgSGBQzQUREODBGN0E3RTA2";
    String text = "Is order " + index + " on its way? It was to be here yesterday, nobody called.";
    String raw =
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1780300985\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted(phone, wamid, text);
    return new PlainMessage(
        UUID.nameUUIDFromBytes(wamid.getBytes(UTF_8)),
        wamid,
        "+" + phone,
        "DE." + phone,
        "412906551877340",
        "whatsapp_" + phone,
        "Customer " + index % 1_000,
        text,
        Instant.ofEpochSecond(1_780_300_985),
        raw);
  }

  Instant expires() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(DAYS, ChronoUnit.DAYS);
  }

  @Override
  public String toString() {
    return "PlainMessage[]";
  }
}
