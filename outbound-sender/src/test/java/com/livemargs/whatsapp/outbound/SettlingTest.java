package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Answers get lost after Meta has taken the message; its statuses tell what became of it. */
class SettlingTest extends OutboundTest {

  private static final FakeGraph.Reply CRASH =
      new FakeGraph.Reply.Answer(500, "<html>".getBytes(UTF_8));

  private static void command(String id, String phone) {
    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        "{\"type\":\"send-message\",\"requestId\":\"%s\",%s"
            .formatted(id, text(phone, id).substring(1)));
  }

  private static void delivered(FakeGraph.Call call) {
    String phone = call.recipient().substring(1);
    KAFKA.produce(
        Topics.STATUSES,
        NUMBER + ":" + phone,
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
          {"id":"%s","status":"delivered","timestamp":"1780300911","recipient_id":"%s",
           "biz_opaque_callback_data":"%s"}]}}
        """
            .formatted(NUMBER, FakeGraph.wamid(call.callbackData()), phone, call.callbackData()));
  }

  private static Map<String, List<SendOutcome>> toldOf(Map<String, String> sends) {
    return KAFKA.drain(Topics.OUTBOUND_RESULTS).stream()
        .map(record -> SendResult.parse(record.value()))
        .filter(result -> sends.containsKey(result.requestId()))
        .collect(
            Collectors.groupingBy(
                SendResult::requestId, Collectors.mapping(SendResult::type, Collectors.toList())));
  }

  @Test
  void everyLostAnswerIsSettledByItsStatusAndNothingIsSentTwice() {
    Map<String, String> sends = new LinkedHashMap<>();
    IntStream.range(0, 60).forEach(i -> sends.put(UUID.randomUUID().toString(), newPhone()));
    sends.values().stream()
        .filter(phone -> Math.floorMod(phone.hashCode(), 2) == 0)
        .forEach(phone -> GRAPH.script("+" + phone, new FakeGraph.Reply.Reset()));
    sends.values().stream()
        .filter(phone -> Math.floorMod(phone.hashCode(), 2) == 1)
        .forEach(phone -> GRAPH.script("+" + phone, CRASH));

    sends.forEach(SettlingTest::command);
    sends.forEach(SettlingTest::command);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(toldOf(sends).values())
                    .hasSize(60)
                    .allMatch(told -> told.contains(SendOutcome.UNKNOWN)));
    sends.values().forEach(phone -> GRAPH.callsTo("+" + phone).forEach(SettlingTest::delivered));

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(toldOf(sends).values())
                    .allMatch(told -> told.getLast() == SendOutcome.SENT));
    assertThat(sends.values()).allMatch(phone -> GRAPH.callsTo("+" + phone).size() == 1);
  }
}
