package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What belongs together, and what changes later. */
class ConversationIT extends EndToEnd {

  @Test
  void aCustomerWithoutPhoneHasAConversationAndKeepsItWhenThePhoneIsShown() {
    String id = "DE." + ThreadLocalRandom.current().nextLong(1_000_000_000L, Long.MAX_VALUE);
    String first =
        system.customerSends(
            Map.of("userId", id, "username", "@ana", "name", "Ana", "text", "no phone"));
    eventually(
        () ->
            assertThat(system.message(id, first).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + id));

    String both = system.customerSends(Map.of("userId", id, "phone", phone, "text", "both"));
    eventually(
        () ->
            assertThat(system.message(id, both).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + phone.substring(1)));
    String later = system.customerSends(Map.of("userId", id, "text", "id again"));
    eventually(
        () ->
            assertThat(system.message(phone, later).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + phone.substring(1)));

    eventually(
        () ->
            assertThat(system.conversation(phone))
                .extracting(m -> m.path("whatsappMessageId").asString())
                .containsExactlyInAnyOrder(first, both, later));
    eventually(() -> assertThat(system.conversation(id)).hasSize(3));
  }

  @Test
  void aReactionAnEditAndARevokeChangeWhatIsShown() {
    String wamid = system.customerSends(Map.of("phone", phone, "text", "first"));
    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of("type", "reaction", "reaction", Map.of("message_id", wamid, "emoji", "👍"))));
    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of(
                "type",
                "edit",
                "edit",
                Map.of(
                    "original_message_id",
                    wamid,
                    "message",
                    Map.of("type", "text", "text", Map.of("body", "second"))))));
    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("text").asString("")).isEqualTo("second"));
    assertThat(system.message(phone, wamid).at("/reactions/0/emoji").asString("")).isEqualTo("👍");

    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of("type", "revoke", "revoke", Map.of("original_message_id", wamid))));
    eventually(() -> assertThat(system.message(phone, wamid).has("revokedAt")).isTrue());
    assertThat(system.message(phone, wamid).path("text").isNull()).isTrue();
    assertThat(
            system
                .postgres("select text from whatsapp_messages where whatsapp_message_id = ?", wamid)
                .getFirst())
        .containsEntry("text", "first");
  }
}
