package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.persistence.reconcile.Entry;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoresAgreeTest {

  @Test
  void bothStoresHoldTheSameThoughEachReadsInItsOwnOrder() {
    Stored postgres = Stored.postgres(PostgresServer.shared());
    Stored mongo = Stored.mongo(MongoServer.shared());
    for (int i = 0; i < 5; i++) {
      long seed = System.nanoTime();
      Story story = new Story(Changes.phone().substring(4));
      shuffled(story, new Random(seed)).forEach(record -> postgres.take(List.of(record)));
      mongo.take(shuffled(story, new Random(seed + 1)));

      assertThat(told(mongo, story)).as("seed %d", seed).isEqualTo(told(postgres, story));
    }
  }

  private static List<ConsumerRecord<String, byte[]>> shuffled(Story story, Random random) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(story.records);
    Collections.shuffle(records, random);
    return records;
  }

  private static List<Map<String, @Nullable Object>> told(Stored stored, Story story) {
    List<Map<String, @Nullable Object>> told = new ArrayList<>();
    for (Map<String, @Nullable Object> line : stored.shown(story.rooms())) {
      Map<String, @Nullable Object> same = new LinkedHashMap<>(line);
      same.keySet().removeAll(List.of("expiresAt", "createdAt"));
      same.put("line", stored.line().apply("" + line.get("messageId")));
      told.add(same);
    }
    return told;
  }

  @Test
  void anEditOfWhatWasRevokedIsToldAlikeHoweverBothCame() {
    Stored postgres = Stored.postgres(PostgresServer.shared());
    Stored mongo = Stored.mongo(MongoServer.shared());
    String phone = Changes.phone();
    String said = Changes.unique("wamid.");
    List<ConsumerRecord<String, byte[]>> records =
        List.of(
            Stored.message(Changes.text(said, phone, 1000, "said")),
            change(phone, 1001, "revoke", "{\"original_message_id\":\"%s\"}".formatted(said)),
            change(
                phone,
                1002,
                "edit",
                "{\"original_message_id\":\"%s\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"late\"}}}"
                    .formatted(said)));

    records.forEach(record -> postgres.take(List.of(record)));
    mongo.take(records);

    assertThat(entry(mongo, said)).isEqualTo(entry(postgres, said));
  }

  private static ConsumerRecord<String, byte[]> change(
      String phone, long second, String type, String body) {
    String item =
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"%s\",\"%s\":%s}"
            .formatted(phone, Changes.unique("wamid."), second, type, type, body);
    return Stored.message(Changes.message(item));
  }

  private static Entry entry(Stored store, String wamid) {
    return Objects.requireNonNull(
        store
            .inventory()
            .of(List.of(MessageIds.ofWamid(wamid)), Instant.EPOCH)
            .blockFirst(Duration.ofSeconds(60)));
  }
}
