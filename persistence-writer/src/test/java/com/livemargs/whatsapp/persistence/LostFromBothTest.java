package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.loseFromBoth;
import static com.livemargs.whatsapp.persistence.Operated.reconcile;
import static com.livemargs.whatsapp.persistence.Operated.say;
import static com.livemargs.whatsapp.persistence.Operated.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What neither store holds any more is in the log. */
class LostFromBothTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private KafkaServer kafka;
  private String postgres;
  private String mongo;

  @BeforeEach
  void start() {
    kafka = KafkaServer.start();
    postgres = PostgresServer.shared().newDatabase();
    mongo = MongoServer.shared().newDatabaseUri();
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void whatBothStoresLostComesBackFromTheLog() {
    try (Service service = service("P90D")) {
      Story story = new Story(Changes.phone().substring(4));
      story.records.forEach(record -> kafka.produce(record.topic(), story.phone, record.value()));
      stored(service);
      assertThat(all(service, false).path("missingInBoth").asInt()).isZero();
      for (String name : List.of("t1", "s1", "i1")) {
        loseFromBoth(service, story.wamid(name));
      }

      JsonNode seen = all(service, false);
      assertThat(service.count("whatsapp.store.missing.in.both")).isZero();
      JsonNode repaired = all(service, true);

      assertThat(seen.path("missingInBoth").asInt()).as(seen.toString()).isEqualTo(3);
      assertThat(seen.path("left").asInt()).isEqualTo(3);
      assertThat(repaired.path("repaired").asInt()).as(repaired.toString()).isEqualTo(3);
      assertThat(repaired.path("left").asInt()).isZero();
      JsonNode after = all(service, false);
      assertThat(after.path("missingInBoth").asInt()).as(after.toString()).isZero();
      assertThat(after.path("left").asInt()).isZero();
      String status = "select status from whatsapp_messages where whatsapp_message_id = ?";
      assertThat(service.rows(status, story.wamid("s1")).getFirst())
          .containsEntry("status", "read");
      assertThat(service.documents("whatsappMessages", Operated.wamid(story.wamid("s1"))))
          .singleElement()
          .satisfies(send -> assertThat(send.getString("status")).isEqualTo("read"));
      assertThat(service.count("whatsapp.store.missing.in.both")).isEqualTo(3);
    }
  }

  @Test
  void onlyMessagesOfTheStretchAreLookedFor() {
    Instant now = Instant.now();
    String within = Changes.unique("wamid.within");
    String before = Changes.unique("wamid.before");
    try (Service service = service("P90D")) {
      say(kafka, within, Changes.phone(), now, now);
      say(kafka, before, Changes.phone(), now.minus(Duration.ofHours(2)), now);
      stored(service);
      loseFromBoth(service, within);
      loseFromBoth(service, before);

      JsonNode found = reconcile(service, now.minus(Duration.ofHours(1)), now.plusSeconds(1), true);

      assertThat(found.path("missingInBoth").asInt()).as(found.toString()).isEqualTo(1);
      assertThat(found.path("left").asInt()).isZero();
      assertThat(service.documents("whatsappMessages", Operated.wamid(within))).hasSize(1);
      assertThat(service.documents("whatsappMessages", Operated.wamid(before))).isEmpty();
    }
  }

  @Test
  void whatExpiredStaysAwayAlsoWhenItCameTwiceOrMessagesStayLongerNow() {
    Instant now = Instant.now();
    String once = Changes.unique("wamid.once");
    String twice = Changes.unique("wamid.twice");
    String phone = Changes.phone();
    try (Service service = service("PT3S")) {
      say(kafka, once, phone, now, now);
      say(kafka, twice, phone, now, now);
      stored(service);
      say(kafka, twice, phone, now, now.plus(Duration.ofMinutes(10)));
      stored(service);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  service.rows("select 1 from whatsapp_messages").isEmpty()
                      && service.documents("whatsappMessages", new Document()).isEmpty());
      assertNothingComesBack(service);
    }
    try (Service longer = service("P1Y")) {
      assertNothingComesBack(longer);
      Operated.rebuild(longer, "mongodb");
      Operated.rebuild(longer, "postgresql");
      assertThat(longer.documents("whatsappMessages", Operated.wamid(once))).isEmpty();
      String rows = "select 1 from whatsapp_messages where whatsapp_message_id = ?";
      assertThat(longer.rows(rows, once)).isEmpty();
    }
  }

  private static void assertNothingComesBack(Service service) {
    JsonNode found = all(service, true);

    assertThat(found.path("missingInBoth").asInt()).as(found.toString()).isZero();
    assertThat(found.path("left").asInt()).isZero();
    assertThat(service.rows("select 1 from whatsapp_messages")).isEmpty();
    assertThat(service.documents("whatsappMessages", new Document())).isEmpty();
  }

  private Service service(String ttl) {
    return Service.start(
        kafka, postgres, mongo, "--MESSAGE_TTL=" + ttl, "--EXPIRY_SWEEP_INTERVAL=500ms");
  }

  private static JsonNode all(Service service, boolean fix) {
    return reconcile(service, Instant.EPOCH, Instant.now(), fix);
  }
}
