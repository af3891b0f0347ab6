package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class TwoInstancesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void twoInstancesShareTheWorkAndStartOnEmptyStoresAtOnce() {
    String postgres = PostgresServer.shared().newDatabase();
    String mongo = MongoServer.shared().newDatabaseUri();
    try (KafkaServer kafka = KafkaServer.start();
        Service first = Service.start(kafka, postgres, mongo);
        Service second = Service.start(kafka, postgres, mongo)) {
      await().atMost(PATIENCE).until(() -> first.isReady() && second.isReady());
      await().atMost(PATIENCE).until(() -> membersAtWork(kafka, "persistence-postgres") == 2);
      await().atMost(PATIENCE).until(() -> membersAtWork(kafka, "persistence-mongodb") == 2);

      for (int i = 0; i < 300; i++) {
        String phone = "49160" + i;
        byte[] record = Changes.text(Changes.unique("wamid."), phone, 1000 + i, "shared");
        kafka.produce(Topics.MESSAGES, phone, record);
        kafka.produce(Topics.MESSAGES, phone + "other", record);
      }

      stored(first);
      assertThat(first.rows("select 1 from chat_messages")).hasSize(300);
      assertThat(first.documents("chatMessages", new Document())).hasSize(300);
      assertThat(first.rows("select 1 from whatsapp_messages")).hasSize(300);
      assertThat(first.documents("whatsappMessages", new Document())).hasSize(300);
    }
  }

  private static int membersAtWork(KafkaServer kafka, String group)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Set<String> clients = new HashSet<>();
      for (MemberDescription member :
          admin.describeConsumerGroups(Set.of(group)).all().get().get(group).members()) {
        if (!member.assignment().topicPartitions().isEmpty()) {
          clients.add(member.consumerId());
        }
      }
      return clients.size();
    }
  }
}
