package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ExpiryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void everythingGoesWhenItsTimeHasCome() {
    try (KafkaServer kafka = KafkaServer.start();
        Service service =
            Service.start(
                kafka,
                PostgresServer.shared().newDatabase(),
                MongoServer.shared().newDatabaseUri(),
                "--MESSAGE_TTL=PT2S",
                "--EXPIRY_SWEEP_INTERVAL=500ms")) {
      String phone = Changes.phone();
      kafka.produce(Topics.MESSAGES, phone, Changes.text(Changes.unique("wamid."), phone, 1, "x"));
      kafka.produce(Topics.STATUSES, phone, Changes.status(Changes.unique("w"), "sent", 1, ""));
      // They may be gone again before anybody looks.
      for (String store : List.of("postgresql", "mongodb")) {
        await().atMost(PATIENCE).until(() -> inserted(service, store, "message") >= 1);
        await().atMost(PATIENCE).until(() -> inserted(service, store, "status") >= 1);
      }

      for (String table :
          List.of("whatsapp_messages", "chat_messages", "message_statuses", "rooms")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(count(service, table)).as(table).isZero());
      }
      for (String name : List.of("whatsappMessages", "chatMessages", "messageStatuses", "rooms")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(documents(service, name)).as(name).isZero());
      }
    }
  }

  @Test
  void expiryWaitsForNothingElseThatRunsByTheClock() {
    var context = Service.shared().context();
    int threads =
        context
            .getBean(ThreadPoolTaskScheduler.class)
            .getScheduledThreadPoolExecutor()
            .getCorePoolSize();

    assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
        .hasSizeGreaterThan(1)
        .hasSizeLessThanOrEqualTo(threads);
  }

  private static double inserted(Service service, String store, String entity) {
    return service.count(
        "whatsapp.persist", "store", store, "entity", entity, "outcome", "inserted");
  }

  private static int count(Service service, String table) {
    return service.rows("select 1 from " + table).size();
  }

  private static int documents(Service service, String collection) {
    return service.documents(collection, new Document()).size();
  }
}
