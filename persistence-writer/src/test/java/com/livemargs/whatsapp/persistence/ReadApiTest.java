package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadApiTest {

  private final Service service = Service.shared();
  private final Story story = new Story(Changes.phone().substring(4));
  private final String room = "whatsapp_" + story.phone;

  @BeforeAll
  void tellTheStory() {
    story.records.forEach(it -> service.kafka.produce(it.topic(), story.phone, it.value()));
    Operated.stored(service);
  }

  private WebTestClient.ResponseSpec get(String path, String credential) {
    return service
        .http()
        .get()
        .uri(URI.create(baseUrl() + path))
        .header("Authorization", "Bearer " + credential)
        .exchange();
  }

  private String baseUrl() {
    return service.baseUrl();
  }

  private JsonNode lines(String customer) {
    return json(get("/whatsapp/messages/" + customer, Service.KEY));
  }

  private static JsonNode json(WebTestClient.ResponseSpec response) {
    byte[] body = response.expectStatus().isOk().expectBody().returnResult().getResponseBody();
    return Json.MAPPER.readTree(body == null ? new byte[0] : body);
  }

  private JsonNode line(String name) {
    for (JsonNode line : lines(story.phone)) {
      if (line.path("whatsappMessageId").asString("").equals(story.wamid(name))) {
        return line;
      }
    }
    throw new AssertionError("not shown: " + name);
  }

  @Test
  void phoneIsTakenInEveryWayItIsWritten() {
    JsonNode plain = lines(story.phone);

    assertThat(plain.size()).isGreaterThan(8);
    assertThat(lines("+" + story.phone)).isEqualTo(plain);
    assertThat(lines("%2B" + story.phone)).isEqualTo(plain);
    assertThat(lines("%20" + story.phone)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+49-151-234567", "%2B49%20151%20234567", "+", "+49(0)151"})
  void phoneThatIsWrittenForPeopleIsRefused(String phone) {
    get("/whatsapp/messages/" + phone, Service.KEY)
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.detail")
        .value(String.class, detail -> assertThat(detail).contains("digits"));
  }

  @Test
  void newestIsLastAndPagesLeadBack() {
    JsonNode all = lines(story.phone);
    List<JsonNode> paged = new ArrayList<>();
    String before = "";
    for (JsonNode page = null; page == null || !page.isEmpty(); ) {
      page = json(get("/whatsapp/messages/" + story.phone + "?limit=3" + before, Service.KEY));
      List<JsonNode> found = new ArrayList<>();
      page.forEach(found::add);
      paged.addAll(0, found);
      before = page.isEmpty() ? "" : "&before=" + page.path(0).path("messageId").asString();
    }

    List<JsonNode> expected = new ArrayList<>();
    all.forEach(expected::add);
    assertThat(paged).isEqualTo(expected);
    assertThat(expected)
        .isSortedAccordingTo(
            (a, b) -> Long.compare(a.path("timestamp").asLong(), b.path("timestamp").asLong()));
  }

  @Test
  void reactionsEditsAndRevokesAreShownInTheirMessage() {
    JsonNode edited = line("t1");
    assertThat(edited.path("text").asString()).isEqualTo("twice");
    assertThat(edited.path("editedAt").asLong()).isEqualTo(1_021_000);
    assertThat(edited.path("reactions").toString())
        .isEqualTo(
            "[{\"emoji\":\"heart\",\"from\":\"+%s\",\"timestamp\":1011000}]"
                .formatted(story.phone));
    JsonNode revoked = line("t2");
    assertThat(revoked.has("text")).isTrue();
    assertThat(revoked.path("text").isNull()).isTrue();
    assertThat(revoked.path("revokedAt").asLong()).isEqualTo(1_022_000);
    assertThat(revoked.path("reactions")).isEmpty();
    assertThat(lines(story.phone).toString()).doesNotContain("\"type\":\"reaction\"");
  }

  @ParameterizedTest
  @CsvSource({"image, caption", "text, text"})
  void editWithoutWordsLeavesNone(String type, String member) {
    String phone = Changes.phone();
    String said = Changes.unique("wamid.");
    String before = "{\"id\":\"77\",\"caption\":\"words\",\"body\":\"words\"}";
    String after =
        "{\"original_message_id\":\"%s\",\"message\":{\"type\":\"%s\",\"%s\":{\"id\":\"77\"}}}"
            .formatted(said, type, type);
    service.kafka.produce(
        Topics.MESSAGES, phone, Changes.message(Changes.item(said, phone, type, before, "")));
    service.kafka.produce(
        Topics.MESSAGES,
        phone,
        Changes.message(Changes.item(Changes.unique("wamid."), phone, "edit", after, "")));

    await().untilAsserted(() -> assertThat(lines(phone).path(0).has("editedAt")).isTrue());
    assertThat(lines(phone).path(0).has(member)).isFalse();
  }

  @Test
  void nobodyRevokesWhatAnotherSaid() {
    JsonNode ours = line("s1");

    assertThat(ours.path("text").asString()).isEqualTo("ours");
    assertThat(ours.has("revokedAt")).isFalse();
    assertThat(line("t1").has("revokedAt")).isFalse();
  }

  @Test
  void membersAreThoseOfTheGuide() {
    JsonNode line = line("i2");

    assertThat(line.path("messageId").asString())
        .isEqualTo(MessageIds.ofWamid(story.wamid("i2")).toString());
    assertThat(line.path("phoneNumber").asString()).isEqualTo("+" + story.phone);
    assertThat(line.path("roomName").asString()).isEqualTo(room);
    assertThat(line.path("direction").asString()).isEqualTo("incoming");
    assertThat(line.path("status").asString()).isEqualTo("delivered");
    assertThat(line.path("timestamp").asLong()).isEqualTo(1_003_000);
    assertThat(line.path("mediaType").asString()).isEqualTo("image");
    assertThat(line.path("fileSize").asLong()).isEqualTo(17);
    assertThat(line.has("failedReason")).isFalse();
  }

  @Test
  void joinTokenOpensItsOwnConversationWithSignedLinks() {
    JsonNode lines = json(get("/whatsapp/messages/" + story.phone, token(room)));

    assertThat(lines.toString())
        .contains("/uploads/whatsapp/i2.jpg?expires=")
        .contains("&signature=")
        .doesNotContain("\"raw\"");
    get("/whatsapp/messages/" + story.phone, token("whatsapp_1")).expectStatus().isForbidden();
  }

  private static String token(String room) {
    return JWT.create()
        .withIssuer(Service.LIVEKIT_KEY)
        .withSubject("agent")
        .withClaim("video", Map.of("roomJoin", true, "room", room))
        .withExpiresAt(Instant.now().plusSeconds(60))
        .sign(Algorithm.HMAC256(Service.LIVEKIT_SECRET));
  }

  @Test
  void nobodyReadsWithoutAKey() {
    get("/whatsapp/messages/" + story.phone, "nothing").expectStatus().isUnauthorized();
  }

  @Test
  void limitsAndPlacesThatMakeNoSenseAreExplained() {
    String path = "/whatsapp/messages/" + story.phone;
    for (String query :
        List.of(
            "?limit=0", "?limit=1001", "?limit=x", "?before=x", "?before=" + story.send("no"))) {
      get(path + query, Service.KEY)
          .expectStatus()
          .isEqualTo(422)
          .expectHeader()
          .contentType("application/problem+json");
    }
    assertThat(json(get(path + "?limit=1000", Service.KEY)).isArray()).isTrue();
  }

  @Test
  void unknownCustomerHasSaidNothing() {
    assertThat(lines("+490000000")).isEmpty();
  }

  @Test
  void groupIsReadByItsIdAndPersonsByTheirOwn() {
    String group = Changes.unique("group") + "%2Fx==";
    String phone = Changes.phone();
    String item =
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"5\",\"group_id\":\"%s\",\"type\":\"text\",\"text\":{\"body\":\"to all\"}}";
    service.kafka.produce(
        Topics.MESSAGES,
        "group",
        Changes.message(
            item.formatted(phone, Changes.unique("wamid."), group.replace("%2F", "/"))));

    await().untilAsserted(() -> assertThat(lines(group).toString()).contains("to all"));
    assertThat(lines(phone)).isEmpty();
  }

  @Test
  void customerIsReadByPhoneIdAndFormerRoom() {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String alone =
        "{\"from_user_id\":\"%s\",\"id\":\"%s\",\"timestamp\":\"5\",\"type\":\"text\",\"text\":{\"body\":\"hidden\"}}"
            .formatted(id, Changes.unique("wamid."));
    String both =
        "{\"from\":\"%s\",\"from_user_id\":\"%s\",\"id\":\"%s\",\"timestamp\":\"6\",\"type\":\"text\",\"text\":{\"body\":\"shown\"}}"
            .formatted(phone, id, Changes.unique("wamid."));
    service.kafka.produce(Topics.MESSAGES, id, Changes.message(alone));
    service.kafka.produce(Topics.MESSAGES, id, Changes.message(both));

    await().untilAsserted(() -> assertThat(lines(phone).size()).isEqualTo(2));
    assertThat(lines(id)).isEqualTo(lines(phone));
    assertThat(json(get("/whatsapp/messages/" + id, token("whatsapp_" + phone))).size())
        .isEqualTo(2);
  }
}
