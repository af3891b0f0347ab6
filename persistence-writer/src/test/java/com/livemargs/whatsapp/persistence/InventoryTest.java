package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.persistence.reconcile.Entry;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventoryTest {

  private static final int ROOMS = 450;
  private static final int IN_ONE_ROOM = 2_300;
  private static final int FIRST = 10_000;

  static Stream<Stored> stores() {
    return Stream.of(
        Stored.postgres(PostgresServer.shared()),
        Stored.mongo(MongoServer.shared()),
        Stored.mongo(MongoServer.standIn()));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyMessageOfAStretchIsReadOnceHoweverManyRoomsAndMessages(Stored store) {
    List<ConsumerRecord<String, byte[]>> said = new ArrayList<>();
    Set<String> expected = new HashSet<>();
    for (int room = 0; room < ROOMS; room++) {
      String phone = Integer.toString(491_700_000 + room);
      for (int second : List.of(FIRST - 1, FIRST, FIRST + IN_ONE_ROOM)) {
        say(said, expected, phone, second);
      }
    }
    for (int i = 1; i < IN_ONE_ROOM; i++) {
      say(said, expected, "491700007", FIRST + i);
    }
    for (int i = 0; i < said.size(); i += 500) {
      store.take(said.subList(i, Math.min(said.size(), i + 500)));
    }

    List<Entry> read =
        Objects.requireNonNull(
            store
                .inventory()
                .between(
                    Instant.ofEpochSecond(FIRST),
                    Instant.ofEpochSecond(FIRST + IN_ONE_ROOM),
                    Instant.now())
                .collectList()
                .block(Duration.ofSeconds(60)));

    assertThat(read).hasSize(expected.size());
    assertThat(read.stream().map(entry -> String.valueOf(entry.wamid())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void say(
      List<ConsumerRecord<String, byte[]>> said, Set<String> expected, String phone, int second) {
    String wamid = "wamid." + phone + "." + second;
    said.add(Stored.message(Changes.text(wamid, phone, second, "x")));
    if (second >= FIRST && second < FIRST + IN_ONE_ROOM) {
      expected.add(wamid);
    }
  }
}
