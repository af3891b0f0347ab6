package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MESSAGES = 60;

  @Test
  void oneStoreAwayHoldsUpOnlyItsOwnGroupAndNothingIsLost() {
    try (KafkaServer kafka = KafkaServer.start();
        PostgresServer postgres = PostgresServer.start();
        MongoServer mongo = MongoServer.start();
        Service service = Service.start(kafka, postgres.newDatabase(), mongo.newDatabaseUri())) {
      String phone = Changes.phone();
      postgres.stop();
      say(kafka, phone, "a");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(inMongo(service, "a")).isEqualTo(MESSAGES));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(read(service, phone)).contains("\"text\":\"a\""));
      await().atMost(PATIENCE).until(() -> !service.isReady());

      postgres.restart();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(inPostgres(service, "a")).isEqualTo(MESSAGES));
      await().atMost(PATIENCE).until(service::isReady);

      mongo.stop();
      say(kafka, phone, "b");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(inPostgres(service, "b")).isEqualTo(MESSAGES));
      mongo.restart();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(inMongo(service, "b")).isEqualTo(MESSAGES));
      assertThat(kafka.drain(Topics.deadLetter(Topics.MESSAGES, "persistence-postgres"))).isEmpty();
      assertThat(kafka.drain(Topics.deadLetter(Topics.MESSAGES, "persistence-mongodb"))).isEmpty();
    }
  }

  private static void say(KafkaServer kafka, String phone, String text) {
    for (int i = 0; i < MESSAGES; i++) {
      byte[] record = Changes.text(Changes.unique("wamid."), phone, 1000 + i, text);
      kafka.produce(Topics.MESSAGES, phone + i, record);
    }
  }

  private static String read(Service service, String phone) {
    byte[] body =
        service
            .http()
            .mutate()
            .responseTimeout(Duration.ofSeconds(20))
            .build()
            .get()
            .uri("/whatsapp/messages/" + phone)
            .header("X-API-Key", Service.KEY)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return new String(body == null ? new byte[0] : body, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static int inMongo(Service service, String text) {
    return service.documents("whatsappMessages", new Document("text", text)).size();
  }

  private static int inPostgres(Service service, String text) {
    return service.rows("select 1 from whatsapp_messages where text = ?", text).size();
  }
}
