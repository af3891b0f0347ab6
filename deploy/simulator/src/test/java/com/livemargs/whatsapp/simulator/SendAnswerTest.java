package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SendAnswerTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  @Test
  void aNumberWithoutPlusGetsTheBusinesssCountryCode() {
    var body = Twin.sampleJson("send.text.request.json");
    ((ObjectNode) body).put("to", "(1555) 0118-823");

    assertThat(Twin.send(body).body().at("/contacts/0/wa_id").asString())
        .isEqualTo("4915550118823");
  }

  @Test
  void aBrazilianStrangerIsCalledByTheShorterNumber() {
    var body = Twin.sampleJson("send.text.request.json");
    ((ObjectNode) body).put("to", "+5511955501822");

    assertThat(Twin.send(body).body().at("/contacts"))
        .isEqualTo(Twin.sampleJson("send.text.response.wa_id_differs_brazil.json").at("/contacts"));
  }

  @Test
  void answersHaveTheDocumentedMembers() {
    for (String name : List.of("text", "text.to_bsuid", "text.group")) {
      var answer = Twin.send(Twin.sampleJson("send." + name + ".request.json")).body();
      var documented = Twin.sampleJson("send." + name + ".response.json");

      assertThat(answer.at("/contacts")).isEqualTo(documented.at("/contacts"));
      assertThat(answer.at("/messages/0").propertyNames())
          .containsExactlyElementsOf(documented.at("/messages/0").propertyNames());
    }
  }
}
