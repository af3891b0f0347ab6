package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class InboundTest {

  private final Service service = Service.shared();

  @Test
  void textIsStoredOnceInBothStoresAndRead() {
    String wamid = Changes.unique("wamid.");
    String phone = Changes.phone();
    byte[] record = Changes.text(wamid, phone, 1780300837, "Guten Tag");

    service.kafka.produce(Topics.MESSAGES, phone, record);
    service.kafka.produce(Topics.MESSAGES, phone, record);
    service.kafka.produce(Topics.MESSAGES, phone, Changes.text(wamid + "z", phone, 1, "last"));

    String count = "select count(*) as n from whatsapp_messages where whatsapp_message_id = ?";
    await()
        .untilAsserted(
            () -> assertThat(service.rows(count, wamid + "z").getFirst()).containsEntry("n", 1L));
    assertThat(service.rows(count, wamid).getFirst()).containsEntry("n", 1L);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        service.documents(
                            "whatsappMessages", new Document("whatsappMessageId", wamid + "z")))
                    .hasSize(1));
    Document filter = new Document("messageId", MessageIds.ofWamid(wamid).toString());
    assertThat(service.documents("chatMessages", filter)).hasSize(1);
    service
        .http()
        .get()
        .uri("/whatsapp/messages/" + phone)
        .header("X-API-Key", Service.KEY)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .value(body -> assertThat(new String(body.getBytes(UTF_8), UTF_8)).contains("Guten Tag"));
  }
}
