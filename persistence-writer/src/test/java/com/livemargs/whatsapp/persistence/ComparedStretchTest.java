package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.loseFromMongo;
import static com.livemargs.whatsapp.persistence.Operated.reconcile;
import static com.livemargs.whatsapp.persistence.Operated.say;
import static com.livemargs.whatsapp.persistence.Operated.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A comparison sees every message of its stretch, however long messages stay. */
class ComparedStretchTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static KafkaServer kafka;
  private static Service service;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start();
    service =
        service(
            kafka,
            PostgresServer.shared().newDatabase(),
            MongoServer.shared().newDatabaseUri(),
            "P90D");
  }

  @AfterAll
  static void stop() {
    service.close();
    kafka.close();
  }

  @Test
  void aRebuiltStoreHoldsYoungMessagesAsTheOtherDoes() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant before = now.minus(Duration.ofMinutes(9));
    String phone = Changes.phone();
    String early = said("wamid.early", phone, before);
    String late = said("wamid.late", phone, now);
    stored(service);
    for (String collection : List.of("whatsappMessages", "chatMessages", "rooms")) {
      service.delete(collection, new Document());
    }
    Operated.rebuild(service, "mongodb");

    JsonNode found = reconcile(service, now.minusSeconds(60), now.plusSeconds(60), false);

    assertThat(found.path("left").asInt()).as(found.toString()).isZero();
    assertThat(found.path("inMongo").asInt()).isEqualTo(found.path("inPostgres").asInt());
    assertThat(found.path("inMongo").asInt()).isPositive();
    assertStaysFrom(document(early), before);
    assertStaysFrom(document(late), now);
  }

  @Test
  void eachRestoredRowStaysFromItsOwnRecordOn() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Instant before = now.minus(Duration.ofMinutes(9));
    String phone = Changes.phone();
    String early = said("wamid.early", phone, before);
    String late = said("wamid.late", phone, now);
    stored(service);
    service.rows("truncate whatsapp_messages, chat_messages, rooms; select 1");
    Operated.rebuild(service, "postgresql");

    String row =
        """
        select created_at = ?::timestamptz as created,
          (select count(*) from chat_messages c where c.message_id = m.message_id
            and c.expires_at = m.expires_at) as lines,
          m.expires_at = ?::timestamptz as expires
        from whatsapp_messages m where whatsapp_message_id = ?
        """;
    for (Map.Entry<String, Instant> one : Map.of(early, before, late, now).entrySet()) {
      Map<String, @Nullable Object> kept =
          service
              .rows(
                  row,
                  one.getValue().toString(),
                  one.getValue().plus(Duration.ofDays(90)).toString(),
                  one.getKey())
              .getFirst();
      assertThat(kept).containsEntry("created", true).containsEntry("expires", true);
      assertThat(kept).containsEntry("lines", 1L);
    }
  }

  @Test
  void messagesFromBeforeALongerLifetimeAreComparedToo() {
    Instant now = Instant.now();
    String wamid = Changes.unique("wamid.raised");
    String postgres = PostgresServer.shared().newDatabase();
    String mongo = MongoServer.shared().newDatabaseUri();
    try (KafkaServer own = KafkaServer.start()) {
      try (Service before = service(own, postgres, mongo, "P90D")) {
        say(own, wamid, Changes.phone(), now, now);
        stored(before);
      }
      try (Service after = service(own, postgres, mongo, "P1Y")) {
        loseFromMongo(after, wamid);

        JsonNode found = reconcile(after, now.minus(HOUR), now.plusSeconds(1), true);

        assertThat(found.path("missingInMongo").asInt()).as(found.toString()).isEqualTo(1);
        assertThat(found.path("repaired").asInt()).isEqualTo(1);
        assertThat(found.path("left").asInt()).isZero();
      }
    }
  }

  @Test
  void aClockOfMetaAheadOfOursHidesNothing() {
    Instant ahead = Instant.now().plus(HOUR.multipliedBy(5)).truncatedTo(ChronoUnit.SECONDS);
    String wamid = Changes.unique("wamid.ahead");
    say(kafka, wamid, Changes.phone(), ahead, Instant.now());
    stored(service);
    loseFromMongo(service, wamid);

    JsonNode found = reconcile(service, ahead, ahead.plusSeconds(1), true);

    assertThat(found.path("missingInMongo").asInt()).as(found.toString()).isEqualTo(1);
    assertThat(found.path("left").asInt()).isZero();
    assertThat(service.documents("whatsappMessages", Operated.wamid(wamid))).hasSize(1);
  }

  private static String said(String name, String phone, Instant when) {
    String wamid = Changes.unique(name);
    say(kafka, wamid, phone, when, when);
    return wamid;
  }

  private static Service service(
      KafkaServer kafka, String postgres, String mongo, String lifetime) {
    return Service.start(kafka, postgres, mongo, "--MESSAGE_TTL=" + lifetime);
  }

  private static Document document(String wamid) {
    return service.documents("whatsappMessages", Operated.wamid(wamid)).getFirst();
  }

  private static void assertStaysFrom(Document document, Instant came) {
    assertThat(document.getDate("createdAt").toInstant()).isEqualTo(came);
    assertThat(document.getDate("expiresAt").toInstant())
        .isEqualTo(came.atZone(ZoneOffset.UTC).plusDays(90).toInstant());
  }
}
