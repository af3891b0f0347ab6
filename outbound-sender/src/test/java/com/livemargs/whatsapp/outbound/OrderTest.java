package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class OrderTest extends OutboundTest {

  private static void command(String key, String phone, String text) {
    KAFKA.produce(
        Topics.OUTBOUND,
        key,
        "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"%s\",\"text\":\"%s\"}"
            .formatted(UUID.randomUUID(), phone, text));
  }

  private static List<String> textsTo(String phone) {
    return GRAPH.callsTo("+" + phone).stream().map(FakeGraph.Call::text).toList();
  }

  @Test
  void commandsOfAConversationGoInTheirOrderOneAtATime() {
    String phone = newPhone();
    List<String> texts = IntStream.range(0, 20).mapToObj(Integer::toString).toList();

    texts.forEach(text -> command(phone, phone, text));

    Awaitility.await().untilAsserted(() -> assertThat(textsTo(phone)).isEqualTo(texts));
  }

  @Test
  void recordsWithTheSameKeyGoInTheirOrderWhoeverTheyAreFor() {
    String first = newPhone();
    String second = newPhone();
    String elsewhere = newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + first, new FakeGraph.Reply.Held(latch));
    String key = "campaign-" + first;

    command(key, first, "1");
    command(key, second, "2");
    command("other-" + first, elsewhere, "3");

    Awaitility.await().untilAsserted(() -> assertThat(textsTo(elsewhere)).containsExactly("3"));
    assertThat(textsTo(second)).isEmpty();
    latch.countDown();
    Awaitility.await().untilAsserted(() -> assertThat(textsTo(second)).containsExactly("2"));
  }

  @Test
  void bothDoorsShareTheOrderOfAConversationAndOthersGoOn() {
    String phone = newPhone();
    String other = newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));

    beside(() -> send(text(phone, "1")));
    awaitCall(phone);
    command(phone, phone, "2");
    Awaitility.await().until(() -> queued("whatsapp_" + phone) == 1);
    CompletableFuture<WebTestClient.ResponseSpec> third = beside(() -> send(text(phone, "3")));
    json(send(text(other, "x")), 200);
    assertThat(textsTo(phone)).containsExactly("1");
    latch.countDown();

    json(third.join(), 200);
    assertThat(textsTo(phone)).containsExactly("1", "2", "3");
  }

  private static int queued(String room) {
    return com.livemargs.whatsapp.testkit.PostgresServer.rows(
            DATABASE,
            "select 1 from outbound_requests where room_name = ? and state = 'queued'",
            room)
        .size();
  }

  @Test
  void whatFailedOrIsUnknownDoesNotHoldBackTheNext() {
    String phone = newPhone();
    GRAPH.script(
        "+" + phone, new FakeGraph.Reply.Reset(), FakeGraph.sample("error.131009.http400"));

    List.of("1", "2", "3").forEach(text -> command(phone, phone, text));

    Awaitility.await()
        .untilAsserted(() -> assertThat(textsTo(phone)).containsExactly("1", "2", "3"));
  }
}
