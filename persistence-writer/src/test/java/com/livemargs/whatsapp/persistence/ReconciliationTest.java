package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.agreed;
import static com.livemargs.whatsapp.persistence.Operated.reconcile;
import static com.livemargs.whatsapp.persistence.Operated.tell;
import static com.livemargs.whatsapp.persistence.Operated.wamid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one store holds and the other does not is found, and comes back from the log. */
class ReconciliationTest {

  private final Service service = Operated.service();

  @Test
  void storesThatHoldTheSameAreFoundToDoSo() {
    tell(service);

    JsonNode found = agreed(service);

    assertThat(found.path("inPostgres").asLong()).isPositive();
    assertThat(found.path("inPostgres").asLong()).isEqualTo(found.path("inMongo").asLong());
  }

  @Test
  void whatIsMissingInEitherStoreComesBackFromTheLog() {
    Story story = tell(service);
    agreed(service);
    String postgres = "delete from whatsapp_messages where whatsapp_message_id = ? returning 1";
    assertThat(service.rows(postgres, story.wamid("t1"))).hasSize(1);
    assertThat(service.rows(postgres, story.wamid("s1"))).hasSize(1);
    assertThat(service.delete("whatsappMessages", wamid(story.wamid("i1")))).isOne();
    assertThat(service.delete("whatsappMessages", wamid(story.wamid("s4")))).isOne();

    JsonNode seen = reconcile(service, false);
    assertThat(seen.path("missingInPostgres").asInt()).isEqualTo(2);
    assertThat(seen.path("missingInMongo").asInt()).isEqualTo(2);
    assertThat(seen.path("left").asInt()).isEqualTo(4);
    assertThat(reconcile(service, true).path("repaired").asInt()).isEqualTo(4);

    assertThat(reconcile(service, false).path("left").asInt()).isZero();
    String back =
        "select status, sent_at is not null as sent from whatsapp_messages where whatsapp_message_id = ?";
    assertThat(service.rows(back, story.wamid("s1")).getFirst())
        .containsEntry("status", "read")
        .containsEntry("sent", true);
  }

  @Test
  void linesStatusesReactionsAndFilesComeBackToo() {
    Story story = tell(service);
    agreed(service);
    String id = "select message_id from whatsapp_messages where whatsapp_message_id = ?";
    assertThat(
            service.rows(
                "delete from chat_messages where message_id = (" + id + ") returning 1",
                story.wamid("t1")))
        .hasSize(1);
    assertThat(service.delete("messageStatuses", wamid(story.wamid("x1")))).isEqualTo(2);
    assertThat(service.delete("messageChanges", wamid(story.wamid("r3")))).isOne();
    assertThat(
            service.rows(
                "delete from message_files where whatsapp_message_id = ? returning 1",
                story.wamid("i2")))
        .hasSize(1);

    JsonNode found = reconcile(service, true);

    assertThat(found.path("different").asInt()).isEqualTo(4);
    assertThat(found.path("left").asInt()).isZero();
    assertThat(
            service.rows(
                "select text from chat_messages where message_id = (" + id + ")",
                story.wamid("t1")))
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("text", "twice"));
    assertThat(service.documents("messageStatuses", wamid(story.wamid("x1")))).hasSize(2);
  }

  @Test
  void anotherTimeIsRefused() {
    assertThat(service.operator().post("/reconcile?from=yesterday", "").statusCode())
        .isEqualTo(400);
    assertThat(service.operator().post("/reconcile?from=5&to=4", "").statusCode()).isEqualTo(400);
  }
}
