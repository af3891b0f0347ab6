package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.simulator.wire.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhookTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  @Test
  void signaturesEqualTheTestVectors() {
    String compact = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    String spaced = "{\"object\": \"whatsapp_business_account\", \"entry\": []}";

    Twin.post("/simulator/webhooks?wait=true", compact);
    Twin.post("/simulator/webhooks?wait=true", spaced);

    assertThat(Twin.RECEIVER.all())
        .extracting(Receiver.Received::signature)
        .containsExactly(
            "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
            "sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a");
  }

  @Test
  void bodiesAreWrittenAndSignedAsMetaDoes() {
    Twin.write(Twin.CUSTOMER + ",\"text\":\"Größe a/b 😀\"");

    var received = Twin.RECEIVER.all().getFirst();
    String text = new String(received.body(), StandardCharsets.US_ASCII);
    assertThat(text).contains("J\\u00fcrgen").contains("Gr\\u00f6\\u00dfe a\\/b \\ud83d\\ude00");
    assertThat(received.signature())
        .isEqualTo(WebhookSignature.of(received.body(), "test_app_secret"));
  }

  @Test
  void aTextHasTheDocumentedShape() {
    Twin.write(Twin.CUSTOMER + ",\"userId\":\"DE.84120077315562901\",\"text\":\"Hallo\"");

    JsonNode sent = Twin.JSON.readTree(Twin.RECEIVER.all().getFirst().body());
    JsonNode documented = Twin.sampleJson("messages.text.json");
    assertThat(sent.propertyNames()).containsExactlyElementsOf(documented.propertyNames());
    for (String part : List.of("", "/metadata", "/contacts/0", "/messages/0", "/messages/0/text")) {
      String path = "/entry/0/changes/0/value" + part;
      assertThat(sent.at(path).propertyNames())
          .containsExactlyElementsOf(documented.at(path).propertyNames());
    }
  }

  @Test
  void aCustomerWithoutNumberShowsNone() {
    Twin.write("\"userId\":\"US.70918824410933517\",\"username\":\"@mei.tanaka\",\"text\":\"Hi\"");

    JsonNode value = Twin.RECEIVER.all().getFirst().value();
    assertThat(value.at("/contacts/0/profile/username").asString()).isEqualTo("@mei.tanaka");
    assertThat(value.at("/contacts/0").has("wa_id")).isFalse();
    assertThat(value.at("/messages/0").has("from")).isFalse();
    assertThat(value.at("/messages/0/from_user_id").asString()).isEqualTo("US.70918824410933517");
  }

  @Test
  void anyMessageObjectOfMetasCanBeSent() {
    String order =
        Twin.sampleJson("messages.order.json").at("/entry/0/changes/0/value/messages/0").toString();

    Twin.write(Twin.CUSTOMER + ",\"message\":" + order);

    assertThat(
            Twin.RECEIVER.all().getFirst().value().at("/messages/0/order/product_items").isArray())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 404, 302, 204, 401})
  void whatIsNotAnsweredWith200ComesAgainUnchanged(int refusal) {
    Twin.RECEIVER.answerNext(refusal, refusal);

    String webhook = Twin.write(Twin.CUSTOMER + ",\"text\":\"again\"").path("webhook").asString();

    await().until(() -> Twin.RECEIVER.all().size() == 3);
    assertThat(Twin.RECEIVER.all())
        .allSatisfy(r -> assertThat(r.body()).isEqualTo(Twin.RECEIVER.all().getFirst().body()));
    var attempts = attempts("webhook=" + webhook);
    await().until(() -> attempts("webhook=" + webhook).size() == 3);
    assertThat(attempts("answer=200&webhook=" + webhook)).hasSize(1);
    assertThat(attempts.get(0).path("answer").asInt()).isEqualTo(refusal);
    await().until(() -> Twin.get("/simulator/webhooks").body().path("pending").asInt() == 0);
  }

  private static JsonNode attempts(String query) {
    return Twin.get("/simulator/ledger/webhooks?" + query).body().path("items");
  }

  @Test
  void theLedgerNamesWhatEachWebhookCarried() {
    JsonNode receipt = Twin.write(Twin.CUSTOMER + ",\"text\":\"one\"");

    String wamid = receipt.at("/messageIds/0").asString();
    var attempts = attempts("answer=200");
    assertThat(attempts).hasSize(1);
    assertThat(attempts.at("/0/messages/0").asString()).isEqualTo(wamid);
    assertThat(attempts.at("/0/sha256")).isEqualTo(receipt.path("sha256"));
  }
}
