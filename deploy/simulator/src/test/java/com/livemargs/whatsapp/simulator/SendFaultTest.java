package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SendFaultTest {

  private static final JsonNode TEXT =
      Twin.sampleJson("send.text.biz_opaque_callback_data.request.json");

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  private static void fault(String members) {
    var answer = Twin.post("/simulator/faults/sends", "{" + members + "}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  private static JsonNode sends() {
    return Twin.get("/simulator/ledger/sends").body();
  }

  private static JsonNode requests() {
    return Twin.get("/simulator/ledger/requests").body();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"kind\":\"error\",\"code\":130429', 400",
    "'\"kind\":\"error\",\"code\":130429,\"status\":429', 429",
    "'\"kind\":\"error\",\"code\":131056', 400",
    "'\"kind\":\"error\",\"code\":131000', 500",
    "'\"kind\":\"error\",\"code\":190', 401",
    "'\"kind\":\"http\",\"status\":503', 503"
  })
  void refusedSendsAreNotAccepted(String members, int status) {
    fault(members + ",\"times\":2");

    assertThat(Twin.send(TEXT).status()).isEqualTo(status);
    assertThat(Twin.send(TEXT).status()).isEqualTo(status);
    assertThat(Twin.send(TEXT).status()).isEqualTo(200);
    assertThat(sends().path("total").asInt()).isEqualTo(1);
    assertThat(requests().path("total").asInt()).isEqualTo(3);
  }

  @Test
  void acceptThenResetAcceptsOnceAndTellsNobody() {
    fault("\"kind\":\"accept-then-reset\"");

    assertThatThrownBy(() -> Twin.send(TEXT)).isInstanceOf(UncheckedIOException.class);

    JsonNode send = sends().at("/items/0");
    assertThat(sends().path("total").asInt()).isEqualTo(1);
    assertThat(send.path("answered").asBoolean()).isFalse();
    assertThat(send.path("bizOpaqueCallbackData").asString())
        .isEqualTo("outbox:0190f6d2-77aa-7c31");
    await().until(() -> Twin.RECEIVER.statusesOf(send.path("wamid").asString()).size() == 3);
  }

  @Test
  void aResetBeforeAcceptanceLeavesNothing() {
    fault("\"kind\":\"reset\"");

    assertThatThrownBy(() -> Twin.send(TEXT)).isInstanceOf(UncheckedIOException.class);

    assertThat(sends().path("total").asInt()).isZero();
    assertThat(requests().at("/items/0/fault").asString()).isEqualTo("reset");
  }

  @ParameterizedTest
  @CsvSource({"'', 500, 0", "',\"code\":131016', 500, 131016", "',\"status\":502', 502, 0"})
  void acceptThen500Accepts(String more, int status, int code) {
    fault("\"kind\":\"accept-then-500\"" + more);

    var answer = Twin.send(TEXT);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().at("/error/code").asInt(0)).isEqualTo(code);
    assertThat(sends().path("total").asInt()).isEqualTo(1);
  }

  private static CompletableFuture<HttpResponse<byte[]>> asked() {
    return Twin.ask(
        Twin.request("/v26.0/" + Twin.NUMBER + "/messages")
            .POST(BodyPublishers.ofString(TEXT.toString())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stall", "accept-then-stall"})
  void stalledSendsGetNoAnswer(String kind) {
    fault("\"kind\":\"" + kind + "\"");

    var answer = asked();

    await().until(() -> requests().path("total").asInt() == 1);
    assertThat(sends().path("total").asInt()).isEqualTo(kind.startsWith("accept") ? 1 : 0);
    await().during(Duration.ofMillis(400)).until(() -> !answer.isDone());
    answer.cancel(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "accept-then-reset"})
  void aSendIsTakenThoughItsSenderGivesUpBeforeTheLateAnswer(String kind) {
    fault("\"kind\":\"" + kind + "\",\"delay\":\"PT30S\"");
    var answer = asked();
    await().until(() -> sends().path("total").asInt() == 1);

    answer.cancel(true);

    assertThat(sends().at("/items/0/answered").asBoolean()).isFalse();
    String wamid = sends().at("/items/0/wamid").asString();
    await().until(() -> Twin.RECEIVER.statusesOf(wamid).size() == 3);
    await().until(() -> requests().path("total").asInt() == 1);
    assertThat(requests().at("/items/0/status").isNull()).isTrue();
    assertThat(requests().at("/items/0/wamid").asString()).isEqualTo(wamid);
  }

  @Test
  void whoGotTheAnswerWasToldAndNobodyElse() {
    fault("\"kind\":\"accept-then-500\"");

    Twin.send(TEXT);
    Twin.send(TEXT);

    await().until(() -> sends().at("/items/1/answered").asBoolean());
    assertThat(sends().at("/items/0/answered").asBoolean()).isFalse();
  }

  @Test
  void slowAnswersComeLate() {
    fault("\"kind\":\"slow\",\"delay\":\"PT0.4S\"");
    long start = System.nanoTime();

    assertThat(Twin.send(TEXT).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aFaultCanBeMeantForOneRecipient() {
    fault("\"kind\":\"error\",\"code\":131026,\"to\":\"4915550100009\"");

    assertThat(Twin.send(TEXT).status()).isEqualTo(200);
    assertThat(Twin.get("/simulator/faults").body().path("sends")).hasSize(1);
  }

  @Test
  void theLedgerOfSendsIsFoundByCallbackData() {
    String wamid = Twin.acceptedId(Twin.send(TEXT));

    var found =
        Twin.get("/simulator/ledger/sends?bizOpaqueCallbackData=outbox:0190f6d2-77aa-7c31").body();

    assertThat(found.at("/items/0/wamid").asString()).isEqualTo(wamid);
    assertThat(found.at("/items/0/body")).isEqualTo(TEXT);
    assertThat(Twin.get("/simulator/ledger/sends?wamid=other").body().path("matching").asInt())
        .isZero();
  }

  @Test
  void whoSendsOnAndOnMeetsThePairLimit() {
    Twin.patch("/simulator/behaviour", "{\"pairLimit\":true}");

    var codes =
        IntStream.range(0, 46)
            .mapToObj(i -> Twin.send(TEXT).body().at("/error/code").asInt(0))
            .toList();

    assertThat(codes).startsWith(0).contains(131056);
  }

  @Test
  void throughputIsLimitedPerSecond() {
    Twin.patch("/simulator/behaviour", "{\"throughput\":1}");

    var codes =
        IntStream.range(0, 20)
            .mapToObj(i -> Twin.send(TEXT).body().at("/error/code").asInt(0))
            .toList();

    assertThat(codes).contains(0, 130429);
  }

  @Test
  void othersThanTheAllowedRecipientsAreRefused() {
    Twin.patch("/simulator/behaviour", "{\"allowedRecipients\":[\"+4915550100002\"]}");
    assertThat(Twin.send(TEXT).body().at("/error/code").asInt()).isEqualTo(131030);
  }
}
