package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest extends DoorTest {

  private static final String BODY =
      "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"318\",\"changes\":[%s]}]}";
  private static final String VALUE =
      "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"41\"},%s}}";

  @Test
  void aThousandMessagesInThreeMegabytesAreAThousandRecords() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      items.add(message("big-" + i, "4915" + i % 50, "x".repeat(2_950)));
    }
    Published published = Published.since();

    byte[] body = BODY.formatted(change("messages", items)).getBytes(UTF_8);
    int status = meta.deliver(body).statusCode();

    assertThat(body.length).isGreaterThan(3_000_000);
    assertThat(status).isEqualTo(200);
    assertThat(published.values(Topics.MESSAGES))
        .containsExactlyInAnyOrderElementsOf(
            items.stream().map(item -> change("messages", List.of(item))).toList());
  }

  @Test
  void messagesOfOneConversationKeepTheirOrder() {
    List<String> items =
        IntStream.range(0, 300).mapToObj(i -> message("row-" + i, "49155501", "t")).toList();
    Published published = Published.since();

    meta.deliver(BODY.formatted(change("messages", items)));

    assertThat(published.headers(Topics.MESSAGES, "ce_id"))
        .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> "row-" + i).toList());
  }

  @Test
  void anOddItemGoesAsideAloneAndItsNeighboursGoOn() {
    List<String> items =
        List.of(
            message("odd-1", "4915", "a"),
            "7",
            "{\"from\":\"4915\",\"type\":\"text\"}",
            "{\"id\":\"odd-nobody\",\"type\":\"text\"}",
            message("odd-deep", "4915", "a")
                .replace(
                    "\"text\":{", "\"x\":" + "[".repeat(500) + "]".repeat(500) + ",\"text\":{"),
            message("odd-2", "4915", "b"));
    String odd =
        change("messages", items) + ",9,{}," + change("statuses", List.of(status("odd-3")));
    Published published = Published.since();

    int status =
        meta.deliver("{\"entry\":[5,{\"id\":\"1\"},{\"id\":\"318\",\"changes\":[" + odd + "]}]}")
            .statusCode();

    assertThat(status).isEqualTo(200);
    assertThat(published.headers(Topics.MESSAGES, "ce_id"))
        .containsExactlyInAnyOrder("odd-1", "odd-2");
    assertThat(published.headers(Topics.STATUSES, "ce_id")).containsExactly("odd-3:read");
    assertThat(published.values(Topics.QUARANTINE))
        .containsExactlyInAnyOrder(
            "5",
            "{\"id\":\"1\"}",
            "9",
            "{}",
            change("messages", List.of(items.get(1))),
            change("messages", List.of(items.get(2))),
            change("messages", List.of(items.get(3))),
            change("messages", List.of(items.get(4))));
  }

  static String message(String id, String from, String text) {
    return "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1780300837\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
        .formatted(from, id, text);
  }

  private static String status(String id) {
    return "{\"id\":\"%s\",\"status\":\"read\",\"timestamp\":\"1780300837\",\"recipient_id\":\"4915\"}"
        .formatted(id);
  }

  private static String change(String array, List<String> items) {
    return VALUE.formatted("\"" + array + "\":[" + String.join(",", items) + "]");
  }
}
