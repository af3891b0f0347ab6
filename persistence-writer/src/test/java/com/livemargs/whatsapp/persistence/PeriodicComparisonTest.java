package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.loseFromMongo;
import static com.livemargs.whatsapp.persistence.Operated.reconcile;
import static com.livemargs.whatsapp.persistence.Operated.say;
import static com.livemargs.whatsapp.persistence.Operated.stored;
import static com.livemargs.whatsapp.persistence.Operated.wamid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the comparison by the clock says of itself. */
class PeriodicComparisonTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DIVERGENCE = "whatsapp.store.divergence";
  private static final String REPAIRED = "whatsapp.store.repaired";
  private static final String AGE = "whatsapp.store.comparison.age";

  private static final String INTERVAL = "whatsapp.store.comparison.interval";

  /** Seconds: a comparison each second is younger. */
  private static final int OLD = 4;

  private static KafkaServer kafka;

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void whatAnOperatorFindsIsNoFindingOfTheClock() {
    Instant now = Instant.now();
    String wamid = Changes.unique("wamid.");
    try (Service service = service(MongoServer.shared())) {
      say(kafka, wamid, Changes.phone(), now, now);
      stored(service);
      loseFromMongo(service, wamid);

      JsonNode found = reconcile(service, now.minusSeconds(60), now.plusSeconds(1), false);

      assertThat(found.path("left").asInt()).as(found.toString()).isEqualTo(1);
      assertThat(service.gauge(DIVERGENCE)).isNaN();
      assertThat(service.gauge(AGE)).isNaN();
    }
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT5M", "PT5M, PT5M", "PT30S, PT30S"})
  void firstComparisonComesSoonAfterTheStartAndNeverAfterAWholeInterval(
      Duration interval, Duration first) {
    PersistenceSettings settings =
        new PersistenceSettings(
            "mongodb://localhost/whatsapp",
            "P5Y",
            Duration.ofSeconds(30),
            Duration.ofDays(1),
            interval,
            Duration.ofSeconds(5),
            null);

    assertThat(settings.firstComparison()).isEqualTo(first);
  }

  @Test
  void howOldAComparisonMayBecomeIsToldBesideItsAge() {
    try (Service service = service(MongoServer.shared(), "--RECONCILE_INTERVAL=6h")) {
      assertThat(service.gauge(INTERVAL)).isEqualTo(Duration.ofHours(6).toSeconds());
    }
  }

  @Test
  void comparisonThatDoesNotComeToItsEndGrowsOld() {
    try (MongoServer mongo = MongoServer.start();
        Service service = service(mongo, "--RECONCILE_RANGE=P1D", "--RECONCILE_INTERVAL=1s")) {
      await().atMost(PATIENCE).until(() -> service.gauge(DIVERGENCE) == 0);

      mongo.stop();

      await().atMost(PATIENCE).until(() -> service.gauge(AGE) > OLD);
      mongo.restart();
      await().atMost(PATIENCE).until(() -> service.gauge(AGE) < OLD);
    }
  }

  @Test
  void whatIsLostLongAfterTheStartComesBackByTheClock() {
    try (Service service =
        service(MongoServer.shared(), "--RECONCILE_RANGE=P1D", "--RECONCILE_INTERVAL=1s")) {
      await().atMost(PATIENCE).until(() -> service.gauge(DIVERGENCE) == 0);
      String wamid = Changes.unique("wamid.");
      // After the second in which the first comparison was made: Meta's times are in seconds.
      Instant said = Instant.now().plusSeconds(1);
      say(kafka, wamid, Changes.phone(), said, said);
      stored(service);
      double before = service.count(REPAIRED);

      loseFromMongo(service, wamid);

      await().atMost(PATIENCE).until(() -> service.count(REPAIRED) == before + 1);
      assertThat(service.documents("whatsappMessages", wamid(wamid))).hasSize(1);
    }
  }

  private static Service service(MongoServer mongo, String... settings) {
    return Service.start(
        kafka, PostgresServer.shared().newDatabase(), mongo.newDatabaseUri(), settings);
  }
}
