package com.livemargs.whatsapp.livekit.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.livekit.server.Packet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PacketsTest {

  private static final int MAX = 14_336;
  private static final UUID ID = UUID.randomUUID();

  private final Packets packets = new Packets(MAX);

  @Test
  void theChatPacketIsWhatChatComponentsRead() {
    JsonNode chat = json(packets.once(event("hello")).getFirst());

    assertThat(chat.propertyNames()).containsExactly("id", "timestamp", "message");
    assertThat(chat.path("id").asString()).isEqualTo(ID.toString());
    assertThat(chat.path("timestamp").isNumber()).isTrue();
    assertThat(chat.path("message").asString()).isEqualTo("Ana: hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "漢", "😀", "\n", "\u0001"})
  void aLongTextIsCutToWhatLiveKitCarriesAndSaysWhereTheRestIs(String unit) {
    List<Packet> both = packets.once(event(unit.repeat(20_000)));

    assertThat(both).allMatch(packet -> packet.data().length <= MAX);
    String message = json(both.getFirst()).path("message").asString();
    assertThat(message).startsWith("Ana: " + unit).endsWith("GET /whatsapp/messages/491)");
    assertThat(message).doesNotContain("\uFFFD");
    assertThat(both.getFirst().data().length).isGreaterThan(MAX - 32);
    assertThat(json(both.getLast()).path("truncated").asBoolean()).isTrue();
  }

  @Test
  void aTextThatJustFitsIsLeftAlone() {
    String text = "a".repeat(MAX - json(packets.once(event("")).getFirst()).toString().length());

    assertThat(json(packets.once(event(text)).getFirst()).path("message").asString())
        .isEqualTo("Ana: " + text);
  }

  @Test
  void everyPacketHasItsOwnNonceAndTheSameOneUnderRedelivery() {
    List<Packet> first = packets.once(event("hello"));
    List<Packet> second = packets.once(event("hello"));

    assertThat(first.getFirst().nonce()).isNotEqualTo(first.getLast().nonce());
    assertThat(second)
        .extracting(Packet::nonce)
        .isEqualTo(first.stream().map(Packet::nonce).toList());
    assertThat(packets.again(event("hello")))
        .extracting(Packet::nonce)
        .doesNotContainAnyElementsOf(first.stream().map(Packet::nonce).toList());
  }

  private static RoomEvent event(String text) {
    Members members = Members.of("message", ID, "wamid.1", "whatsapp_491").with("text", text);
    return new RoomEvent("whatsapp_491", ID, "message", members, new ChatLine(ID, 1, "Ana", text));
  }

  private static JsonNode json(Packet packet) {
    return Json.MAPPER.readTree(packet.data());
  }
}
