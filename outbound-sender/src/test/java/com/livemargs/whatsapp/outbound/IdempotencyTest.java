package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class IdempotencyTest extends OutboundTest {

  private static final String REPLAYED = "Idempotency-Replayed";

  @Test
  void hundredTwinsAtOnceAreSentOnceAndAnsweredAlike() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();

    List<CompletableFuture<JsonNode>> twins =
        IntStream.range(0, 100)
            .mapToObj(i -> beside(() -> json(sendOnce(key, text(phone, "x")), 200)))
            .toList();

    assertThat(twins.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void sameKeyAgainIsTheSameAnswerAndSaysSo() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    WebTestClient.ResponseSpec first = sendOnce(key, text(phone, "x"));
    WebTestClient.ResponseSpec again =
        sendOnce(key, "{ \"text\":\"x\", \"phoneNumber\":\"%s\" }".formatted(phone));

    first.expectHeader().doesNotExist(REPLAYED);
    again.expectHeader().valueEquals(REPLAYED, "true");
    assertThat(json(again, 200)).isEqualTo(json(first, 200));
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void keysOfOneNameAreOneCaller() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();

    JsonNode first = json(sendOnce(key, text(phone, "x"), OLD_SHOP_KEY), 200);
    WebTestClient.ResponseSpec again = sendOnce(key, text(phone, "x"), NEW_SHOP_KEY);

    again.expectHeader().valueEquals(REPLAYED, "true");
    assertThat(json(again, 200)).isEqualTo(first);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void callersOfOtherNamesAndThoseWithoutHaveKeysOfTheirOwn() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();

    json(sendOnce(key, text(phone, "x"), OLD_SHOP_KEY), 200);
    json(sendOnce(key, text(phone, "y"), CRM_KEY), 200);
    json(sendOnce(key, text(phone, "z"), API_KEY), 200);

    assertThat(GRAPH.callsTo("+" + phone)).hasSize(3);
    assertThat(
            PostgresServer.rows(
                DATABASE, "select client from outbound_requests where request_id = ?", key))
        .extracting(row -> row.get("client"))
        .containsExactlyInAnyOrder("http:shop", "http:crm", "http");
  }

  @Test
  void sameKeyWithAnotherBodyIsRefused() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    json(sendOnce(key, text(phone, "x")), 200);

    JsonNode problem = json(sendOnce(key, text(phone, "y")), 422);

    assertThat(problem.path("detail").asString()).contains("Idempotency-Key");
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void sameKeyWithAnotherTextBesideTheCaptionIsRefused() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    String body =
        "{\"phoneNumber\":\"%s\",\"mediaUrl\":\"https://a.b/c\",\"mediaType\":\"image\",\"caption\":\"c\",\"text\":\"%s\"}";
    json(sendOnce(key, body.formatted(phone, "x")), 200);

    json(sendOnce(key, body.formatted(phone, "x")), 200);
    json(sendOnce(key, body.formatted(phone, "y")), 422);
  }

  @Test
  void refusalIsReplayedToo() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    GRAPH.script("+" + phone, FakeGraph.sample("error.131030.http400"));

    JsonNode first = json(sendOnce(key, text(phone, "x")), 422);
    JsonNode again = json(sendOnce(key, text(phone, "x")), 422);

    assertThat(again).isEqualTo(first);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void slowSendIsPendingAfterPatienceAndItsKeyTellsTheEnd() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));

    JsonNode pending = json(sendOnce(key, text(phone, "x")), 202);
    latch.countDown();
    JsonNode sent = json(sendOnce(key, text(phone, "x")), 200);

    assertThat(pending.path("success").asBoolean(true)).isFalse();
    assertThat(pending.path("status").asString()).isEqualTo("pending");
    assertThat(pending.path("whatsappMessageId").isNull()).isTrue();
    assertThat(sent.path("messageId")).isEqualTo(pending.path("messageId"));
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }
}
