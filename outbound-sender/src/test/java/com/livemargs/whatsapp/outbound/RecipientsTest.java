package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecipientsTest extends OutboundTest {

  @Test
  void customerWithoutPhoneIsReachedByIdAndByRoom() {
    String id = "US." + newPhone();

    JsonNode byId = json(send("{\"customerId\":\"%s\",\"text\":\"1\"}".formatted(id)), 200);
    JsonNode byRoom =
        json(send("{\"roomName\":\"whatsapp_%s\",\"text\":\"2\"}".formatted(id)), 200);

    assertThat(byId.path("roomName").asString()).isEqualTo("whatsapp_" + id);
    assertThat(byRoom.path("roomName").asString()).isEqualTo("whatsapp_" + id);
    assertThat(GRAPH.callsTo(id)).extracting(FakeGraph.Call::text).containsExactly("1", "2");
    assertThat(GRAPH.callsTo(id)).allMatch(call -> !call.body().has("to"));
    SendResult told = awaitResults(byId.path("messageId").asString(), 2).getLast();
    assertThat(told.customerId()).isEqualTo(id);
    assertThat(told.phoneNumber()).isNull();
  }

  @Test
  void phoneWinsWhereTheIdIsGivenToo() {
    String phone = newPhone();

    JsonNode answer =
        json(
            send(
                "{\"phoneNumber\":\"+%s\",\"customerId\":\"DE.1%s\",\"text\":\"x\"}"
                    .formatted(phone, phone)),
            200);

    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
    SendResult told = awaitResults(answer.path("messageId").asString(), 2).getLast();
    assertThat(told.customerId()).isEqualTo("DE.1" + phone);
    assertThat(told.phoneNumber()).isEqualTo("+" + phone);
  }

  @Test
  void groupIsReachedByItsRoom() {
    String group = "Y2FwaV9ncm91cDo" + newPhone();

    JsonNode answer =
        json(send("{\"roomName\":\"whatsapp_group_%s\",\"text\":\"x\"}".formatted(group)), 200);

    assertThat(answer.path("roomName").asString()).isEqualTo("whatsapp_group_" + group);
    JsonNode body = GRAPH.callsTo(group).getFirst().body();
    assertThat(body.path("recipient_type").asString()).isEqualTo("group");
  }

  @Test
  void roomOfALongIdIsAnsweredOnceItsCustomerHasWritten() {
    String id = "US." + "7".repeat(250) + newPhone();
    String room = Rooms.of(new Customer(null, id), null, null);
    String body = "{\"roomName\":\"%s\",\"text\":\"x\"}".formatted(room);
    json(send(body), 422);

    KAFKA.produce(
        Topics.MESSAGES,
        NUMBER + ":" + id,
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
          {"from_user_id":"%s","id":"wamid.LONG","timestamp":"1780300837","type":"text","text":{"body":"x"}}]}}
        """
            .formatted(NUMBER, id));

    String key = UUID.randomUUID().toString();
    awaitStatus(200, () -> sendOnce(key, body));
    assertThat(GRAPH.callsTo(id)).hasSize(1);
  }

  @Test
  void rowAndRoomAreThoseOfTheNumberThatMetaKnows() {
    GRAPH.script("+5511955501822", FakeGraph.sample("send.text.response.wa_id_differs_brazil"));

    JsonNode answer = json(send(text("5511955501822", "Oi")), 200);

    assertThat(answer.path("roomName").asString()).isEqualTo("whatsapp_551155501822");
    List<SendResult> told = awaitResults(answer.path("messageId").asString(), 2);
    assertThat(told)
        .extracting(SendResult::phoneNumber)
        .containsExactly("+5511955501822", "+551155501822");
    assertThat(told.getLast().roomName()).isEqualTo("whatsapp_551155501822");
  }

  @Test
  void theDialledNumberLeadsToTheOneThatMetaKnows() {
    String known = new String(Samples.bytes("send.text.response.wa_id_differs_brazil"), UTF_8);
    byte[] answer = known.replace("01822", "01823").getBytes(UTF_8);
    GRAPH.script("+5511955501823", new FakeGraph.Reply.Answer(200, answer));
    json(send(text("5511955501823", "Oi")), 200);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(KAFKA.drain(Topics.IDENTITIES))
                    .filteredOn(link -> "5511955501823>551155501823".equals(link.key()))
                    .map(link -> IdentityLink.parse(link.value()))
                    .allSatisfy(link -> assertThat(link.phone()).isEqualTo("551155501823"))
                    .anySatisfy(
                        link -> assertThat(link.previous()).containsExactly("5511955501823")));
    KAFKA.produce(
        Topics.MESSAGES,
        NUMBER + ":551155501823",
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
          {"from":"551155501823","id":"wamid.OI","timestamp":"%d","type":"text","text":{"body":"Oi"}}]}}
        """
            .formatted(NUMBER, Instant.now().getEpochSecond()));
    awaitStatus(
        200,
        () ->
            send(
                "{\"phoneNumber\":\"+5511955501823\",\"text\":\"x\",\"windowPolicy\":\"refuse\"}"));
  }

  @Test
  void linkedCustomerIsShownInThePhonesRoom() {
    String phone = newPhone();
    String id = "DE.9" + phone;
    KAFKA.produce(
        Topics.IDENTITIES,
        id,
        "{\"customer\":\"%s\",\"phone\":\"%s\",\"previous\":[],\"timestamp\":1}"
            .formatted(id, phone));

    Awaitility.await()
        .untilAsserted(
            () -> {
              JsonNode answer =
                  json(send("{\"customerId\":\"%s\",\"text\":\"x\"}".formatted(id)), 200);
              assertThat(answer.path("roomName").asString()).isEqualTo("whatsapp_" + phone);
            });
    assertThat(GRAPH.callsTo(id)).isNotEmpty();
  }

  @Test
  void messageWaitsForThoseThatWereAcceptedBeforeItsCustomersPhoneWasKnown() {
    String phone = newPhone();
    String id = "DE.9" + phone;
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    GRAPH.script(id, new FakeGraph.Reply.Held(first), new FakeGraph.Reply.Held(second));
    command(id, "0");
    Awaitility.await().until(() -> GRAPH.callsTo(id).size() == 1);
    command(id, "1");

    link(id, phone);
    command(id, "2");
    Awaitility.await().during(Duration.ofSeconds(1)).until(() -> GRAPH.callsTo(id).size() == 1);
    first.countDown();
    second.countDown();

    Awaitility.await().until(() -> GRAPH.callsTo(id).size() == 3);
    assertThat(GRAPH.callsTo(id)).extracting(FakeGraph.Call::text).containsExactly("0", "1", "2");
  }

  // The keys differ, so that no key keeps them in order.
  private static void command(String customerId, String text) {
    String request = UUID.randomUUID().toString();
    String command =
        "{\"type\":\"send-message\",\"requestId\":\"%s\",\"customerId\":\"%s\",\"text\":\"%s\"}"
            .formatted(request, customerId, text);
    KAFKA.produce(Topics.OUTBOUND, request, command);
    awaitResults(request, 1);
  }

  // A former id of the customer, asked for another number of ours, shows when the link is known.
  private void link(String customerId, String phone) {
    String former = "DE.8" + phone;
    String link = "{\"customer\":\"%s\",\"phone\":\"%s\",\"previous\":[\"%s\"],\"timestamp\":1}";
    KAFKA.produce(Topics.IDENTITIES, customerId, link.formatted(customerId, phone, former));
    String probe = "{\"customerId\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"77\"}";
    Awaitility.await()
        .until(
            () -> json(send(probe.formatted(former)), 200).path("roomName").asString(),
            ("whatsapp_" + phone)::equals);
  }
}
