package com.livemargs.whatsapp.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.LiveKitServer;
import com.livemargs.whatsapp.testkit.Machine;
import com.livemargs.whatsapp.testkit.Participant;
import com.livemargs.whatsapp.testkit.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bridge between a real broker and a real LiveKit server with a real participant. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class BridgeTest {

  private static final KafkaServer KAFKA = KafkaServer.shared();
  private static final int PORT = Machine.freePort();
  private static final Optional<LiveKitServer> LIVEKIT =
      LiveKitServer.webhookTo("http://127.0.0.1:" + PORT + "/livekit/webhook");

  private final String phone = "49" + (100_000_000 + new Random().nextInt(800_000_000));
  private final String room = "whatsapp_" + phone;
  private final String wamid = "wamid." + phone;
  private LiveKitServer livekit;

  @Autowired private MeterRegistry meters;

  @BeforeEach
  void real() {
    livekit = RealParts.assume(LIVEKIT, "livekit-server");
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Bridge.settings(registry, KAFKA);
    registry.add("server.port", () -> PORT);
    registry.add("whatsapp.livekit.url", () -> LIVEKIT.map(LiveKitServer::ws).orElse("off"));
    registry.add("whatsapp.livekit.replay.read-api-url", ReadApiStub::start);
    registry.add("whatsapp.livekit.replay.internal-key", () -> ReadApiStub.KEY);
    registry.add("whatsapp.livekit.packet.media-url-secret", () -> "a-secret-for-links");
  }

  @Test
  void aCustomersTextIsReadInTheRoomOnce() {
    try (Participant ana = join("ana")) {
      Ears ears = new Ears(ana);
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "hello"));
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "hello"));
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid + "2", "bye"));

      String id = MessageIds.ofWamid(wamid).toString();
      assertThat(ears.chat("Ben: hello"::equals).path("id").asString()).isEqualTo(id);
      JsonNode event =
          ears.event(
              packet ->
                  packet.path("messageId").asString("").equals(id) && !packet.has("replayed"));
      assertThat(event.path("text").asString()).isEqualTo("hello");
      assertThat(event.path("roomName").asString()).isEqualTo(room);
      ears.chat("Ben: bye"::equals);
      assertThat(ears.chats("Ben: hello")).isEqualTo(1);
    }
  }

  @Test
  void anAnswerItsStatusesAndAFileAppearToo() {
    try (Participant ana = join("ana")) {
      Ears ears = new Ears(ana);
      UUID id = UUID.randomUUID();
      produce(Topics.OUTBOUND_RESULTS, result(SendOutcome.PENDING, id, null));
      ears.chat("Eve: hello"::equals);
      produce(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, id, wamid));
      produce(
          Topics.STATUSES,
          Changes.status(phone, wamid, "read", ",\"biz_opaque_callback_data\":\"" + id + "\""));
      JsonNode read =
          ears.event(
              packet ->
                  packet.path("status").asString("").equals("read") && !packet.has("replayed"));
      assertThat(read.path("messageId").asString()).isEqualTo(id.toString());

      produce(Topics.MESSAGES, Changes.image(phone, "Ben", wamid + "i", "cat"));
      ears.chat("Ben: [image] cat"::equals);
      produce(Topics.MEDIA, OurRecords.stored(wamid + "i", phone));
      ears.chat(text -> text.startsWith("Ben: [image] cat /uploads/whatsapp/cat.jpg?expires="));
    }
  }

  @Test
  void aTokenOfOursOpensItsRoomAsItIs() throws Exception {
    try (Participant eve = joinAsABrowserDoes()) {
      Ears ears = new Ears(eve);
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "hello"));

      ears.chat("Ben: hello"::equals);
    }
  }

  private Participant joinAsABrowserDoes() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/livekit/token"))
            .header("X-API-Key", Bridge.API_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"room_name\":\"" + room + "\"}"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode answer =
          JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
      return Participant.joinWithToken(
          answer.path("server_url").asString(), answer.path("participant_token").asString());
    }
  }

  @Test
  void whoJoinsIsShownTheLastMessagesAndNobodyElseIs() {
    try (Participant ana = join("ana")) {
      Ears first = new Ears(ana);
      first.chat("business: nice"::equals);
      try (Participant ben = join("ben")) {
        Ears second = new Ears(ben);
        second.chat(
            text -> text.startsWith("Ben: [image] our cat /uploads/whatsapp/cat.jpg?expires="));
        JsonNode replayed =
            second.event(packet -> packet.path("whatsappMessageId").asString("").equals("wamid.b"));
        assertThat(replayed.path("messageType").asString()).isEqualTo("text");
        assertThat(replayed.path("type").asString()).isEqualTo("message");
        assertThat(replayed.has("raw")).isFalse();
      }
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "hello"));
      first.chat("Ben: hello"::equals);
      assertThat(first.chats("business: nice")).isEqualTo(1);
    }
  }

  @Test
  void whatIsStoredOnlyAfterSomebodyJoinedIsShownToThemToo() {
    ReadApiStub.tells(
        phone, "[]", ReadApiStub.text(phone, MessageIds.ofWamid(wamid), "just missed"));
    try (Participant ana = join("ana")) {
      new Ears(ana).chat("Ben: just missed"::equals);
    }
  }

  @Test
  void aHistoryThatIsBehindDoesNotBringBackWhatWasTakenBack() {
    String id = MessageIds.ofWamid(wamid).toString();
    ReadApiStub.tells(phone, ReadApiStub.text(phone, MessageIds.ofWamid(wamid), "secret"));
    double before = published("no_viewers");
    produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "secret"));
    produce(Topics.MESSAGES, Changes.revoke(phone, wamid + "r", wamid));
    await().until(() -> published("no_viewers") >= before + 2);

    try (Participant ana = join("ana")) {
      Ears ears = new Ears(ana);
      JsonNode replayed = ears.event(event -> event.path("messageId").asString("").equals(id));
      assertThat(replayed.has("text")).isFalse();
      ears.chat(text -> text.endsWith(": [message deleted]"));
      assertThat(ears.chats("Ben: secret")).isZero();
    }
  }

  @Test
  void aMessageIsShownAfterTheServerWasAwayAndNothingIsHeldUpMeanwhile() {
    Participant.assumed();
    livekit.stop();
    double before = published("away_skipped") + published("failed");
    produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "lost on you"));
    await().until(() -> published("away_skipped") + published("failed") > before);

    livekit.restart();
    try (Participant ana = join("ana")) {
      Ears ears = new Ears(ana);
      double shown = published("ok");
      double taken = handled();
      AtomicInteger produced = new AtomicInteger();
      await()
          .until(
              () -> {
                produced.incrementAndGet();
                produce(
                    Topics.MESSAGES,
                    Changes.text(phone, "Ben", wamid + UUID.randomUUID(), "here again"));
                return published("ok") > shown;
              });
      ears.chat("Ben: here again"::equals);
      // None is left to be counted in the next test.
      await().until(() -> handled() >= taken + produced.get());
    }
    assertThat(KAFKA.drain(Topics.deadLetter(Topics.MESSAGES, "livekit-bridge")))
        .noneMatch(record -> phone.equals(record.key()));
  }

  @Test
  void whatCannotBeReadGoesAsideAndItsNeighboursAreShown() {
    try (Participant ana = join("ana")) {
      Ears ears = new Ears(ana);
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid, "before"));
      produce(Topics.MESSAGES, "{\"field\":".getBytes(UTF_8));
      produce(Topics.MESSAGES, Changes.text(phone, "Ben", wamid + "2", "after"));

      ears.chat("Ben: before"::equals);
      ears.chat("Ben: after"::equals);
    }
    await()
        .until(
            () ->
                KAFKA.drain(Topics.deadLetter(Topics.MESSAGES, "livekit-bridge")).stream()
                        .filter(record -> phone.equals(record.key()))
                        .count()
                    == 1);
  }

  private double handled() {
    return meters.find("whatsapp.livekit.publish").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double published(String outcome) {
    var counter = meters.find("whatsapp.livekit.publish").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  private Participant join(String identity) {
    return Participant.join(livekit, room, identity);
  }

  private void produce(String topic, byte[] value) {
    KAFKA.produce(topic, phone, value);
  }

  private byte[] result(SendOutcome outcome, UUID id, @Nullable String sentAs) {
    return OurRecords.result(outcome, id, sentAs, phone, room).toJson();
  }
}
