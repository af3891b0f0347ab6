package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
