package com.livemargs.whatsapp.persistence;

import static com.livemargs.whatsapp.persistence.Operated.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
    stored(service);

    String count = "select count(*) as n from whatsapp_messages where whatsapp_message_id = ?";
    assertThat(service.rows(count, wamid).getFirst()).containsEntry("n", 1L);
    assertThat(service.documents("whatsappMessages", Operated.wamid(wamid))).hasSize(1);
    Document line = new Document("messageId", MessageIds.ofWamid(wamid).toString());
    assertThat(service.documents("chatMessages", line)).hasSize(1);
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
