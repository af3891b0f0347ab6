package com.livemargs.whatsapp.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.LiveKitServer;
import com.livemargs.whatsapp.testkit.Participant;
import com.livemargs.whatsapp.testkit.RealParts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BridgeTest {

  private static final KafkaServer KAFKA = KafkaServer.shared();
  private static final Duration SOON = Duration.ofSeconds(30);

  private static LiveKitServer livekit;
  private final String phone = "49" + (100_000_000 + new Random().nextInt(800_000_000));

  @BeforeAll
  static void real() {
    livekit = RealParts.liveKit();
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.kafka.bootstrap-servers", KAFKA::bootstrapServers);
    registry.add("whatsapp.topics.partitions", () -> 2);
    registry.add("whatsapp.access.api-keys", () -> "a-key-for-the-tests");
    registry.add(
        "whatsapp.livekit.url", () -> LiveKitServer.find().map(LiveKitServer::ws).orElse("off"));
    registry.add("whatsapp.livekit.api-key", () -> LiveKitServer.KEY);
    registry.add("whatsapp.livekit.api-secret", () -> LiveKitServer.SECRET);
  }

  @Test
  void aCustomersTextIsReadInTheRoom() {
    try (Participant ana = Participant.join(livekit, "whatsapp_" + phone, "ana")) {
      KAFKA.produce(
          Topics.MESSAGES, "k:" + phone, Changes.text(phone, "Ben", "wamid." + phone, "hello"));

      Map<String, JsonNode> heard = new HashMap<>();
      while (!heard
          .keySet()
          .containsAll(java.util.Set.of("lk-chat-topic", "whatsapp.event.v1", "metadata"))) {
        JsonNode next = ana.next(SOON);
        heard.put(next.path("topic").asString(next.path("event").asString("")), next);
      }
      String id = MessageIds.ofWamid("wamid." + phone).toString();
      assertThat(heard.get("lk-chat-topic").path("text").asString()).contains(id, "Ben: hello");
      assertThat(heard.get("whatsapp.event.v1").path("text").asString())
          .contains(id, "\"text\":\"hello\"");
      assertThat(heard.get("metadata").path("detail").asString()).contains("WhatsApp: +" + phone);
    }
  }
}
