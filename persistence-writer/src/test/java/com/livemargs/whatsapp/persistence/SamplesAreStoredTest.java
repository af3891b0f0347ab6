package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplesAreStoredTest {

  private final SampleRecords samples = new SampleRecords();

  @Test
  void everyItemOfEverySampleIsStoredOnceInBothStores() {
    KafkaServer kafka = KafkaServer.shared();
    Service service = Service.shared();
    samples.records.forEach(out -> kafka.produce(out.topic(), "sample", out.value()));
    samples.records.forEach(out -> kafka.produce(out.topic(), "sample", out.value()));
    stored(service);

    for (Map.Entry<String, List<String>> message : samples.messages.entrySet()) {
      var rows =
          service.rows(
              "select message_id::text as id, raw, room_name, timestamp, status, type, text"
                  + " from whatsapp_messages where whatsapp_message_id = ?",
              message.getKey());
      assertThat(rows).as(message.getValue().toString()).hasSize(1);
      assertThat(message.getValue()).contains("" + rows.getFirst().get("raw"));
      assertThat(rows.getFirst()).containsEntry("id", "" + MessageIds.ofWamid(message.getKey()));
      var documents =
          service.documents(
              "whatsappMessages", new Document("whatsappMessageId", message.getKey()));
      assertThat(documents).hasSize(1);
      assertThat(same(documents.getFirst())).isEqualTo(rows.getFirst());
    }
    assertThat(statuses(service)).containsAll(samples.statuses);
    assertThat(service.rows("select raw from account_events"))
        .extracting(row -> row.get("raw"))
        .containsAll(samples.events);
    assertThat(service.documents("accountEvents", new Document()))
        .extracting(event -> event.getString("raw"))
        .containsAll(samples.events);
  }

  private static Map<String, @Nullable Object> same(Document document) {
    Map<String, @Nullable Object> row = new TreeMap<>();
    row.put("id", document.getString("messageId"));
    row.put("raw", document.getString("raw"));
    row.put("room_name", document.getString("roomName"));
    row.put("timestamp", document.getDate("timestamp").toInstant());
    row.put("status", document.getString("status"));
    row.put("type", document.getString("type"));
    row.put("text", document.getString("text"));
    return row;
  }

  private static List<String> statuses(Service service) {
    List<String> rows =
        service
            .rows(
                "select whatsapp_message_id || '|' || status || '|' || participant as key"
                    + " from message_statuses")
            .stream()
            .map(row -> "" + row.get("key"))
            .toList();
    assertThat(service.documents("messageStatuses", new Document()))
        .extracting(
            it ->
                it.getString("whatsappMessageId")
                    + "|"
                    + it.getString("status")
                    + "|"
                    + it.getString("participant"))
        .containsAll(rows);
    return rows;
  }
}
