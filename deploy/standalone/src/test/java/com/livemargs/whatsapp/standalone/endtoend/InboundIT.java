package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a customer writes, from the webhook to both stores. */
class InboundIT extends EndToEnd {

  @Test
  void aCustomersTextIsInBothStoresOnceAndReadable() {
    String wamid = system.customerSends(Map.of("phone", phone, "name", "Ana", "text", "Grüße 🎉"));

    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("text").asString(""))
                .isEqualTo("Grüße 🎉"));
    JsonNode message = system.message(phone, wamid);
    assertThat(message.path("roomName").asString()).isEqualTo("whatsapp_" + phone.substring(1));
    assertThat(message.path("direction").asString()).isEqualTo("incoming");
    assertThat(message.path("status").asString()).isEqualTo("delivered");
    assertThat(message.path("timestamp").isIntegralNumber()).isTrue();
    assertThat(
            system.postgres(
                "select * from chat_messages where message_id = ?::uuid",
                message.path("messageId").asString()))
        .hasSize(1);
    eventually(
        () ->
            assertThat(system.mongo("whatsappMessages", new Document("whatsappMessageId", wamid)))
                .hasSize(1));
    eventually(
        () ->
            assertThat(
                    system.mongo(
                        "chatMessages",
                        new Document("roomName", message.path("roomName").asString())))
                .hasSize(1));
  }

  @Test
  void whatMetaDeliversThreeTimesIsThereOnce() {
    String wamid = system.customerSends(Map.of("phone", phone, "text", "thrice", "copies", 3));
    String after = system.customerSends(Map.of("phone", phone, "text", "after"));

    eventually(() -> assertThat(system.message(phone, after).isMissingNode()).isFalse());
    eventually(() -> assertThat(system.conversation(phone)).hasSize(2));
    eventually(
        () ->
            assertThat(system.mongo("whatsappMessages", new Document("whatsappMessageId", wamid)))
                .hasSize(1));
  }

  @Test
  void everyMessageOfABatchIsStoredUnderItsOwnCustomer() {
    List<Map<String, String>> batch =
        IntStream.range(0, 40)
            .mapToObj(i -> Map.of("phone", phone + i % 4, "text", "n" + i))
            .toList();
    system.simulator("POST", "/simulator/customers/batch?wait=true", batch);

    for (int customer = 0; customer < 4; customer++) {
      String who = phone + customer;
      int rest = customer;
      eventually(
          () ->
              assertThat(system.conversation(who))
                  .hasSize(10)
                  .allSatisfy(
                      m ->
                          assertThat(Integer.parseInt(m.path("text").asString().substring(1)) % 4)
                              .isEqualTo(rest)));
    }
  }

  @Test
  void aForgedWebhookIsRefusedAndLeavesNothing() {
    long before = system.topicSize("whatsapp.quarantine");
    Running.Answer answer =
        system.simulator(
            "POST",
            "/simulator/webhooks?signature=forged&redeliver=false&wait=true",
            Map.of("object", "whatsapp_business_account"));

    assertThat(answer.json().at("/answers/0").asInt()).isEqualTo(401);
    assertThat(system.topicSize("whatsapp.quarantine")).isEqualTo(before);
  }
}
