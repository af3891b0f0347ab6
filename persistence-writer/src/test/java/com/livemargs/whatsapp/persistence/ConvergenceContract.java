package com.livemargs.whatsapp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every store ends in the same state, whatever of one message comes first or again. */
abstract class ConvergenceContract {

  /** The store under test, the same for the whole class. */
  abstract Stored stored();

  @Test
  void aLinesSenderIsThatOfTheItemThatWon() {
    for (boolean late : List.of(true, false)) {
      String phone = Changes.phone();
      String wamid = Changes.unique("wamid.");
      byte[] content = named("Anna", phone, wamid);
      byte[] placeholder = placeholder(phone, wamid);

      stored().take(Topics.MESSAGES, late ? content : placeholder);
      stored().take(Topics.MESSAGES, late ? placeholder : content);

      assertThat(line(wamid)).as("placeholder late: %s", late).containsEntry("sender", "Anna");
      assertThat(stored().shown(Set.of("whatsapp_" + phone)))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row).containsEntry("type", "image").containsEntry("status", "read"));
    }
  }

  private static byte[] named(String name, String phone, String wamid) {
    String item =
        Changes.item(wamid, phone, "image", "{\"id\":\"7\",\"mime_type\":\"image/png\"}", "");
    String contact = "{\"wa_id\":\"%s\",\"profile\":{\"name\":\"%s\"}}".formatted(phone, name);
    return Changes.value("history", "\"contacts\":[%s],\"messages\":[%s]".formatted(contact, item));
  }

  private static byte[] placeholder(String phone, String wamid) {
    String read = ",\"history_context\":{\"status\":\"READ\"}";
    String item = Changes.item(wamid, phone, "media_placeholder", "{}", read);
    String thread = "{\"id\":\"%s\",\"messages\":[%s]}".formatted(phone, item);
    return Changes.value("history", "\"history\":[{\"threads\":[" + thread + "]}]");
  }

  @Test
  void aRepeatedStatusKeepsItsEarliestTime() {
    String phone = Changes.phone();
    String wamid = Changes.unique("wamid.");
    String ours = ",\"biz_opaque_callback_data\":\"" + MessageIds.ofWamid(wamid) + "\"";

    stored().take(Topics.STATUSES, Changes.status(wamid, "delivered", 100, ""));
    stored().take(Topics.STATUSES, Changes.status(wamid, "delivered", 105, ours));
    stored().take(Topics.MESSAGES, Changes.echo(Changes.echoed(wamid, phone)));

    assertThat(stored().shown(Set.of("whatsapp_" + phone)))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("deliveredAt", 100_000L));
    assertThat(stored().store().pairs(List.of(MessageIds.ofWamid(wamid))).collectList().block())
        .singleElement()
        .satisfies(pair -> assertThat(pair.wamid()).isEqualTo(wamid));
  }

  @Test
  void ofTwoReactionsOfOneSecondTheLaterReceivedStays() {
    for (int[] order : ORDERS) {
      String phone = Changes.phone();
      String said = Changes.unique("wamid.");
      stored().take(Topics.MESSAGES, Changes.text(said, phone, 900, "said"));
      String given = "{\"message_id\":\"" + said + "\",\"emoji\":\"+1\"}";
      String taken = "{\"message_id\":\"" + said + "\",\"emoji\":\"\"}";

      arrive(order, said, phone, "reaction", given, taken);

      var changes = stored().store().changes(List.of(said)).collectList().block();
      assertThat(changes).hasSize(2);
      assertThat(Rewrite.reactions(List.copyOf(changes)))
          .as("order %s", Arrays.toString(order))
          .isEmpty();
    }
  }

  @Test
  void ofTwoEditsOfOneSecondTheLaterReceivedStays() {
    for (int[] order : ORDERS) {
      String phone = Changes.phone();
      String said = Changes.unique("wamid.");
      stored().take(Topics.MESSAGES, Changes.text(said, phone, 900, "said"));

      arrive(order, said, phone, "edit", edit(said, "once"), edit(said, "twice"));

      assertThat(line(said)).as("order %s", Arrays.toString(order)).containsEntry("text", "twice");
    }
  }

  private static String edit(String target, String body) {
    return "{\"original_message_id\":\"%s\",\"message\":{\"type\":\"text\",\"text\":{\"body\":\"%s\"}}}"
        .formatted(target, body);
  }

  // The third is the first once more, as Meta delivers it again.
  private static final Collection<int[]> ORDERS =
      List.of(
          new int[] {0, 1, 2},
          new int[] {0, 2, 1},
          new int[] {1, 0, 2},
          new int[] {1, 2, 0},
          new int[] {2, 0, 1},
          new int[] {2, 1, 0});

  // All in one millisecond, as what came in one POST does.
  private void arrive(
      int[] order, String target, String phone, String type, String first, String second) {
    byte[] earlier = Changes.message(Changes.item(target + ".B", phone, type, first, ""));
    byte[] later = Changes.message(Changes.item(target + ".A", phone, type, second, ""));
    List<byte[]> values = List.of(earlier, later, earlier);
    for (int n : order) {
      stored().take(List.of(Changes.received(n, values.get(n))));
    }
  }

  @Test
  void aRoomIsWithWhomTheNewestMessageThatShowsAnIdTells() {
    for (List<Integer> order : permutations(List.of(0, 1, 2, 3, 4))) {
      String phone = Changes.phone();
      List<String> ids = IntStream.range(0, 3).mapToObj(i -> Changes.unique("DE." + i)).toList();
      List<ConsumerRecord<String, byte[]>> said =
          List.of(
              shown(phone, ids.get(2), 10, "1"),
              shown(phone, ids.getFirst(), 15, "2"),
              shown(phone, ids.get(1), 15, "1"),
              shown(phone, null, 5, "4"),
              shown(phone, null, 20, "3"));

      List<ConsumerRecord<String, byte[]>> arrived = order.stream().map(said::get).toList();
      stored().take(arrived.subList(0, 2));
      stored().take(arrived.subList(2, 3));
      stored().take(arrived.subList(3, 5));

      assertThat(stored().room().apply("whatsapp_" + phone))
          .as("order %s", order)
          .containsEntry("phoneNumber", "+" + phone)
          .containsEntry("customerId", ids.get(1))
          .containsEntry("phoneNumberId", "1")
          .containsEntry("title", "WhatsApp: +" + phone)
          .containsEntry("lastMessageAt", Instant.EPOCH.plus(Duration.ofHours(20)));
    }
  }

  private static ConsumerRecord<String, byte[]> shown(
      String phone, @Nullable String id, long hour, String ours) {
    String user = id == null ? "" : "\"from_user_id\":\"" + id + "\",";
    String item =
        "{\"from\":\"%s\",%s\"id\":\"%s\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
            .formatted(phone, user, Changes.unique("wamid."), Duration.ofHours(hour).toSeconds());
    String change = new String(Changes.message(item), UTF_8);
    return Stored.message(change.replace(Changes.PHONE_NUMBER_ID, ours).getBytes(UTF_8));
  }

  private static List<List<Integer>> permutations(List<Integer> some) {
    if (some.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : some) {
      List<Integer> rest = some.stream().filter(one -> !one.equals(first)).toList();
      permutations(rest)
          .forEach(one -> all.add(Stream.concat(Stream.of(first), one.stream()).toList()));
    }
    return all;
  }

  @Test
  void aSendThatMetaTookTwiceIsCalledAsItsResultSaysAndCameAsFarAsEither() {
    for (List<Integer> order : permutations(List.of(0, 1, 2, 3, 4))) {
      String phone = Changes.phone();
      UUID send = UUID.randomUUID();
      String lost = Changes.unique("wamid.a");
      String told = Changes.unique("wamid.b");
      String ours = ",\"biz_opaque_callback_data\":\"" + send + "\"";
      List<ConsumerRecord<String, byte[]>> records =
          List.of(
              result(Changes.sendResult(send, SendOutcome.PENDING, null, phone)),
              result(Changes.sendResult(send, SendOutcome.SENT, told, phone)),
              Stored.record(Topics.STATUSES, Changes.status(lost, "delivered", 100, ours)),
              Stored.record(Topics.STATUSES, Changes.status(told, "read", 110, ours)),
              Stored.message(Changes.echo(Changes.echoed(told, phone))));

      List<ConsumerRecord<String, byte[]>> arrived = order.stream().map(records::get).toList();
      stored().take(arrived.subList(0, 2));
      arrived.subList(2, 5).forEach(record -> stored().take(List.of(record)));

      assertThat(stored().shown(Set.of("whatsapp_" + phone)))
          .as("order %s", order)
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("messageId", send.toString())
                      .containsEntry("whatsappMessageId", told)
                      .containsEntry("status", "read")
                      .containsEntry("sentAt", 120_000L)
                      .containsEntry("deliveredAt", 100_000L)
                      .containsEntry("readAt", 110_000L)
                      .containsEntry("raw", Changes.echoed(told, phone)));
    }
  }

  /** What {@code chat_messages} holds of a message of Meta. */
  Map<String, @Nullable Object> line(String wamid) {
    return stored().line().apply(MessageIds.ofWamid(wamid).toString());
  }

  private static ConsumerRecord<String, byte[]> result(byte[] value) {
    return Stored.record(Topics.OUTBOUND_RESULTS, value);
  }
}
