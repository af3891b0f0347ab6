package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonTest {

  private final Service service = Service.shared();

  @Test
  void whatCannotBeReadGoesAsideAndItsNeighboursAreStored() {
    List<String> poison = new ArrayList<>();
    poison.add("");
    poison.add("not json " + Changes.unique("p"));
    poison.add("{\"field\":\"messages\"}");
    poison.add("[".repeat(3000) + "]".repeat(3000));
    poison.add(new String(Changes.message("{\"id\":\"" + Changes.unique("w") + "\"}"), UTF_8));
    poison.add(new String(Changes.text(random(40_000), "4917", 1, "x"), UTF_8));
    double counted = service.deadLetters("persistence-mongodb");
    List<String> neighbours = new ArrayList<>();
    for (String bad : poison) {
      String wamid = Changes.unique("wamid.");
      neighbours.add(wamid);
      service.kafka.produce(Topics.MESSAGES, "one", bad);
      service.kafka.produce(Topics.MESSAGES, "one", Changes.text(wamid, "49170000", 1, "fine"));
    }

    for (String wamid : neighbours) {
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          service.rows(
                              "select 1 from whatsapp_messages where whatsapp_message_id = ?",
                              wamid))
                      .hasSize(1));
      Document filter = new Document("whatsappMessageId", wamid);
      await()
          .untilAsserted(
              () -> assertThat(service.documents("whatsappMessages", filter)).hasSize(1));
    }
    assertThat(aside("persistence-postgres")).containsAll(poison);
    assertThat(aside("persistence-mongodb")).containsAll(poison);
    assertThat(service.deadLetters("persistence-mongodb")).isEqualTo(counted + poison.size());
  }

  @Test
  void aCommandThatNamedNobodyLeavesNoRowAndNoDeadLetter() {
    String id = UUID.randomUUID().toString();
    String failed =
        """
        {"type":"message-failed","requestId":"r","messageId":"%s","roomName":"","phoneNumberId":"1",
         "messageType":"text","timestamp":1,"occurredAt":1,"reason":"no customer"}
        """
            .formatted(id);
    String room = "whatsapp_" + Changes.unique("49");
    service.kafka.produce(Topics.OUTBOUND_RESULTS, "one", failed);
    service.kafka.produce(
        Topics.OUTBOUND_RESULTS,
        "one",
        failed
            .replace(id, UUID.randomUUID().toString())
            .replace("\"roomName\":\"\"", "\"roomName\":\"" + room + "\""));

    Document next = new Document("roomName", room);
    await().untilAsserted(() -> assertThat(service.documents("whatsappMessages", next)).hasSize(1));
    String sql = "select message_id::text as id from whatsapp_messages where room_name in ('', ?)";
    await().untilAsserted(() -> assertThat(service.rows(sql, room)).hasSize(1));
    for (String group : List.of("persistence-postgres", "persistence-mongodb")) {
      String topic = Topics.deadLetter(Topics.OUTBOUND_RESULTS, group);
      assertThat(service.kafka.drain(topic))
          .noneMatch(record -> new String(record.value(), UTF_8).contains(id));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.MEDIA, Topics.OUTBOUND_RESULTS})
  void aRecordThatIsNullGoesAsideAndSaysSo(String topic) {
    service.kafka.produce(topic, "one", "null");

    for (String group : List.of("persistence-postgres", "persistence-mongodb")) {
      await()
          .untilAsserted(
              () ->
                  assertThat(service.kafka.drain(Topics.deadLetter(topic, group)))
                      .filteredOn(record -> new String(record.value(), UTF_8).equals("null"))
                      .extracting(record -> EventHeaders.text(record.headers(), "dlt-reason"))
                      .singleElement()
                      .asString()
                      .startsWith("UnreadableItemException: the record is null"));
    }
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    java.util.Random random = new java.util.Random(7);
    while (text.length() < length) {
      text.append(Long.toString(random.nextLong(Long.MAX_VALUE), 36));
    }
    return text.toString();
  }

  private List<String> aside(String group) {
    return service.kafka.drain(Topics.deadLetter(Topics.MESSAGES, group)).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }
}
