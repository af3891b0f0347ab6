package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SendOverHttpTest extends OutboundTest {

  @Test
  void acceptedTextIsAnsweredWithItsWamidAndToldTwice() {
    String phone = newPhone();

    JsonNode answer = json(send(text(phone, "Hello")), 200);

    String messageId = answer.path("messageId").asString();
    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("whatsappMessageId").asString()).isEqualTo(FakeGraph.wamid(messageId));
    assertThat(answer.path("roomName").asString()).isEqualTo("whatsapp_" + phone);
    assertThat(answer.propertyNames())
        .containsExactly("success", "messageId", "whatsappMessageId", "roomName");
    List<SendResult> results = awaitResults(messageId, 2);
    assertThat(results)
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
  }
}
