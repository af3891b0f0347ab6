package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ForgottenLogTest {

  @Test
  void whatTheLogNoLongerHoldsComesBackFromTheOtherStore() throws Exception {
    try (KafkaServer kafka = KafkaServer.start();
        Service service =
            Service.start(
                kafka,
                PostgresServer.shared().newDatabase(),
                MongoServer.shared().newDatabaseUri())) {
      Story story = new Story(Changes.phone().substring(4));
      story.records.forEach(record -> kafka.produce(record.topic(), story.phone, record.value()));
      await()
          .until(
              () ->
                  service.lag("persistence-postgres") == 0
                      && service.lag("persistence-mongodb") == 0);
      assertThat(reconcile(service, false).path("left").asInt()).isZero();
      forget(kafka);
      for (String name : List.of("t1", "s1", "i1")) {
        String delete = "delete from whatsapp_messages where whatsapp_message_id = ? returning 1";
        assertThat(service.rows(delete, story.wamid(name))).hasSize(1);
      }
      service.rows(
          "delete from message_statuses where whatsapp_message_id = ? returning 1",
          story.wamid("s1"));
      for (String name : List.of("t2", "s4", "x1")) {
        assertThat(service.delete("whatsappMessages", wamid(story, name))).isOne();
        service.delete("messageStatuses", wamid(story, name));
      }

      JsonNode found = reconcile(service, true);

      assertThat(found.path("missingInPostgres").asInt()).isEqualTo(3);
      assertThat(found.path("missingInMongo").asInt()).isEqualTo(3);
      assertThat(found.path("left").asInt()).as(found.toString()).isZero();
      assertThat(service.documents("messageStatuses", wamid(story, "x1"))).hasSize(2);
    }
  }

  private static Document wamid(Story story, String name) {
    return new Document("whatsappMessageId", story.wamid(name));
  }

  private static void forget(KafkaServer kafka) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      // The compacted topic of identities forgets by compaction only.
      for (String topic : Intake.TOPICS) {
        if (!topic.endsWith("identities")) {
          for (int partition = 0; partition < 3; partition++) {
            all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
          }
        }
      }
      admin.deleteRecords(all).all().get();
    }
  }

  private static JsonNode reconcile(Service service, boolean fix) {
    HttpResponse<String> answer = service.operator().post("/reconcile?from=0&fix=" + fix, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }
}
