package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperatedStoresTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> TABLES =
      List.of(
          "whatsapp_messages",
          "chat_messages",
          "message_statuses",
          "message_changes",
          "message_files",
          "rooms",
          "customer_identities",
          "account_events");
  private static final List<String> COLLECTIONS =
      List.of(
          "whatsappMessages",
          "chatMessages",
          "messageStatuses",
          "messageChanges",
          "messageFiles",
          "rooms",
          "customerIdentities",
          "accountEvents");

  private static KafkaServer kafka;
  private static Service service;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start();
    service =
        Service.start(
            kafka, PostgresServer.shared().newDatabase(), MongoServer.shared().newDatabaseUri());
  }

  @AfterAll
  static void stop() {
    service.close();
    kafka.close();
  }

  @Test
  void storesThatHoldTheSameAreFoundToDoSo() {
    tell(new Story(suffix()));

    JsonNode found = agreed();

    assertThat(found.path("inPostgres").asLong()).isPositive();
    assertThat(found.path("inPostgres").asLong()).isEqualTo(found.path("inMongo").asLong());
  }

  @Test
  void whatIsMissingInEitherStoreComesBackFromTheLog() {
    Story story = new Story(suffix());
    tell(story);
    agreed();
    String postgres = "delete from whatsapp_messages where whatsapp_message_id = ? returning 1";
    assertThat(service.rows(postgres, story.wamid("t1"))).hasSize(1);
    assertThat(service.rows(postgres, story.wamid("s1"))).hasSize(1);
    assertThat(service.delete("whatsappMessages", wamid(story, "i1"))).isOne();
    assertThat(service.delete("whatsappMessages", wamid(story, "s4"))).isOne();

    JsonNode seen = reconcile(false);
    assertThat(seen.path("missingInPostgres").asInt()).isEqualTo(2);
    assertThat(seen.path("missingInMongo").asInt()).isEqualTo(2);
    assertThat(seen.path("left").asInt()).isEqualTo(4);
    assertThat(reconcile(true).path("repaired").asInt()).isEqualTo(4);

    assertThat(reconcile(false).path("left").asInt()).isZero();
    String back =
        "select status, sent_at is not null as sent from whatsapp_messages where whatsapp_message_id = ?";
    assertThat(service.rows(back, story.wamid("s1")).getFirst())
        .containsEntry("status", "read")
        .containsEntry("sent", true);
  }

  @Test
  void linesStatusesReactionsAndFilesComeBackToo() {
    Story story = new Story(suffix());
    tell(story);
    agreed();
    String id = "select message_id from whatsapp_messages where whatsapp_message_id = ?";
    assertThat(
            service.rows(
                "delete from chat_messages where message_id = (" + id + ") returning 1",
                story.wamid("t1")))
        .hasSize(1);
    assertThat(service.delete("messageStatuses", wamid(story, "x1"))).isEqualTo(2);
    assertThat(service.delete("messageChanges", wamid(story, "r3"))).isOne();
    assertThat(
            service.rows(
                "delete from message_files where whatsapp_message_id = ? returning 1",
                story.wamid("i2")))
        .hasSize(1);

    JsonNode found = reconcile(true);

    assertThat(found.path("different").asInt()).isEqualTo(4);
    assertThat(found.path("left").asInt()).isZero();
    assertThat(
            service.rows(
                "select text from chat_messages where message_id = (" + id + ")",
                story.wamid("t1")))
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("text", "twice"));
    assertThat(service.documents("messageStatuses", wamid(story, "x1"))).hasSize(2);
  }

  @Test
  void anEmptyMongoIsRebuiltFromTheLogWhileLiveTrafficGoesOn() {
    tell(new Story(suffix()));
    agreed();
    COLLECTIONS.forEach(collection -> service.delete(collection, new Document()));

    JsonNode begun = post("/rebuild", "{\"store\":\"mongodb\"}");
    tell(new Story(suffix()));

    assertThat(done(begun).path("skipped").asLong()).isZero();
    agreed();
  }

  @Test
  void whoIsWhoComesBackAsOftenAsAStoreIsRebuilt() {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String said =
        "{'from':'%s','from_user_id':'%s','id':'%s','timestamp':'5','type':'text','text':{'body':'x'}}"
            .formatted(phone, id, Changes.unique("wamid."));
    kafka.produce(Topics.MESSAGES, phone, Changes.message(said.replace('\'', '"')));
    // Who is whom holds for ever, longer than any message is kept.
    String old = Changes.unique("DE.");
    byte[] link =
        ("{\"customer\":\"" + old + "\",\"phone\":\"" + phone + "\",\"timestamp\":1}")
            .getBytes(UTF_8);
    Operated.put(kafka, Topics.IDENTITIES, old, link, Instant.now().minus(Duration.ofDays(4_000)));
    agreed();

    for (int time = 1; time <= 2; time++) {
      COLLECTIONS.forEach(collection -> service.delete(collection, new Document()));
      done(post("/rebuild", "{\"store\":\"mongodb\"}"));

      for (String alias : List.of(id, old)) {
        assertThat(service.documents("customerIdentities", new Document("alias", alias)))
            .hasSize(1);
      }
    }
    agreed();
  }

  @Test
  void emptyMessageTablesAreRebuiltFromTheLogAndAnIdGoesOnWhereItStopped() {
    tell(new Story(suffix()));
    agreed();
    service.rows("truncate " + String.join(", ", TABLES) + " restart identity; select 1");
    String order = "{\"store\":\"postgresql\",\"id\":\"second-floor\"}";

    JsonNode first = done(post("/rebuild", order));
    agreed();
    Story later = new Story(suffix());
    tell(later);
    agreed();
    JsonNode second = done(post("/rebuild", order));

    assertThat(first.path("group").asString())
        .isEqualTo("persistence-postgresql-rebuild-second-floor");
    assertThat(first.path("records").asLong()).isGreaterThanOrEqualTo(later.records.size());
    assertThat(second.path("records").asLong()).isEqualTo(later.records.size());
  }

  @Test
  void aRebuildWhoseProcessIsGoneIsFoundByItsPlaceAndGoesOn() throws Exception {
    tell(new Story(suffix()));
    agreed();
    String order = "{\"store\":\"mongodb\",\"id\":\"of-one-that-is-gone\"}";
    String group = done(post("/rebuild", order)).path("group").asString();

    try (Service next = Service.start(kafka, service.postgres, service.mongo)) {
      assertThat(json(next.operator().get("/rebuild"))).isEmpty();
      putBack(group);
      JsonNode found = json(next.operator().get("/rebuild"));

      assertThat(found).hasSize(1);
      assertThat(found.get(0).path("id").asString()).isEqualTo("of-one-that-is-gone");
      assertThat(found.get(0).path("state").asString()).isEqualTo("INTERRUPTED");
      assertThat(found.get(0).path("left").path(Topics.MESSAGES).asLong()).isPositive();
      JsonNode goesOn = done(next, json(next.operator().post("/rebuild", order)));
      assertThat(goesOn.path("records").asLong()).isPositive();
      assertThat(json(next.operator().get("/rebuild"))).hasSize(1);
    }
  }

  // As a process leaves it that is killed before its last batch is durable.
  private static void putBack(String group) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, OffsetAndMetadata> before = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (one, place) ->
                  before.put(
                      one,
                      new OffsetAndMetadata(Math.max(0, place.offset() - 1), place.metadata())));
      admin.alterConsumerGroupOffsets(group, before).all().get();
    }
  }

  @Test
  void anotherStoreOrAnotherTimeIsRefused() {
    assertThat(service.operator().post("/rebuild", "{\"store\":\"redis\"}").statusCode())
        .isEqualTo(400);
    assertThat(service.operator().post("/rebuild", "store").statusCode()).isEqualTo(400);
    assertThat(service.operator().post("/reconcile?from=yesterday", "").statusCode())
        .isEqualTo(400);
    assertThat(service.operator().post("/reconcile?from=5&to=4", "").statusCode()).isEqualTo(400);
  }

  private static String suffix() {
    return Changes.phone().substring(4);
  }

  private static Document wamid(Story story, String name) {
    return new Document("whatsappMessageId", story.wamid(name));
  }

  private static void tell(Story story) {
    for (ConsumerRecord<String, byte[]> record : story.records) {
      kafka.produce(
          record.topic(), story.phone, record.value(), EventHeaders.header("ce_source", "/test"));
    }
  }

  /** Both stores hold the same, at last. */
  private static JsonNode agreed() {
    List<JsonNode> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(service.lag("persistence-postgres")).isZero();
              assertThat(service.lag("persistence-mongodb")).isZero();
              JsonNode found = reconcile(false);
              assertThat(found.path("left").asInt()).as(found.toString()).isZero();
              last.add(found);
            });
    return last.getLast();
  }

  private static JsonNode done(JsonNode begun) {
    return done(service, begun);
  }

  private static JsonNode done(Service service, JsonNode begun) {
    List<JsonNode> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode all = json(service.operator().get("/rebuild"));
              JsonNode latest = all.get(all.size() - 1);
              assertThat(latest.path("id").asString()).isEqualTo(begun.path("id").asString());
              assertThat(latest.path("state").asString()).isEqualTo("DONE");
              last.add(latest);
            });
    return last.getLast();
  }

  private static JsonNode reconcile(boolean fix) {
    return post("/reconcile?from=0&fix=" + fix, "");
  }

  private static JsonNode post(String path, String body) {
    return json(service.operator().post(path, body));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }
}
