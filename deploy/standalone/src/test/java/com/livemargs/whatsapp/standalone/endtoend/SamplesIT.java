package com.livemargs.whatsapp.standalone.endtoend;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** Every sample webhook through the whole system, against a second reading of the same payload. */
class SamplesIT {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SortedMap<String, ExpectedFromSample> EXPECTED = new TreeMap<>();
  private static final Map<String, Integer> ANSWERS = new TreeMap<>();
  private static Running system;

  @BeforeAll
  static void postEverySample() {
    system = Running.shared();
    Samples.webhooks()
        .forEach(
            (name, body) -> {
              EXPECTED.put(name, ExpectedFromSample.of(body));
              ANSWERS.put(name, system.postWebhook(body));
            });
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(postgresIds()).containsAll(expectedIds());
              assertThat(mongoIds()).containsAll(expectedIds());
            });
  }

  @Test
  void everySampleIsAccepted() {
    assertThat(ANSWERS).allSatisfy((name, status) -> assertThat(status).as(name).isEqualTo(200));
  }

  @TestFactory
  List<DynamicTest> everyMessageIsOneRowInBothStores() {
    List<DynamicTest> tests = new ArrayList<>();
    rows()
        .forEach(
            (wamid, row) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        row.type() + " " + tests.size(),
                        () -> await().untilAsserted(() -> agrees(row)))));
    return tests;
  }

  // What another sample shows of the same customer moves a row later, in each store by itself.
  private static void agrees(ExpectedFromSample.Row row) {
    List<Map<String, Object>> rows =
        system.postgres(
            "select * from whatsapp_messages where whatsapp_message_id = ?", row.wamid());
    List<Document> documents =
        system.mongo("whatsappMessages", new Document("whatsappMessageId", row.wamid()));
    assertThat(rows).hasSize(1);
    assertThat(documents).hasSize(1);
    agrees(row, rows.getFirst(), documents.getFirst());
  }

  private static void agrees(
      ExpectedFromSample.Row row, Map<String, Object> stored, Document document) {
    assertThat(stored.get("direction")).isEqualTo(row.direction());
    assertThat(stored.get("type")).isEqualTo(row.type());
    assertThat(MAPPER.readTree(String.valueOf(stored.get("raw")))).isEqualTo(row.raw());
    assertThat(document.getString("raw")).isEqualTo(stored.get("raw"));
    assertThat(document.get("messageId")).hasToString(String.valueOf(stored.get("message_id")));
    assertThat(document.getString("direction")).isEqualTo(row.direction());
    // The phone of who changed it is shown by another sample under another key: one store may know
    // it before the other.
    if (row.phoneNumber() != null || !row.type().equals("system")) {
      assertThat(document.getString("roomName")).isEqualTo(stored.get("room_name"));
      assertThat(document.getString("phoneNumber")).isEqualTo(stored.get("phone_number"));
    }
    row.told()
        .forEach(
            (column, value) -> {
              assertThat(plain(stored.get(column))).as(column).isEqualTo(value);
              assertThat(plain(document.get(member(column)))).as(column).isEqualTo(value);
            });
    if (row.phoneNumber() != null) {
      assertThat(stored.get("phone_number")).isEqualTo(row.phoneNumber());
    }
    if (row.room() != null) {
      assertThat(stored.get("room_name")).isEqualTo(row.room());
    }
    if (row.text() != null) {
      assertThat(stored.get("text")).isEqualTo(row.text());
      assertThat(document.getString("text")).isEqualTo(row.text());
    }
  }

  @Test
  void everyStatusIsKeptInBothStores() {
    Set<String> expected = new HashSet<>();
    EXPECTED
        .values()
        .forEach(e -> e.statuses.forEach(s -> expected.add(s.wamid() + " " + s.status())));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(
                      system.postgres(
                          "select whatsapp_message_id || ' ' || status as s from message_statuses"))
                  .extracting(r -> r.get("s"))
                  .map(String::valueOf)
                  .containsAll(expected);
              assertThat(system.mongo("messageStatuses", new Document()))
                  .extracting(d -> d.getString("whatsappMessageId") + " " + d.getString("status"))
                  .containsAll(expected);
            });
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Date date ? date.toInstant() : value;
  }

  private static String member(String column) {
    return Pattern.compile("_(.)").matcher(column).replaceAll(m -> m.group(1).toUpperCase(ROOT));
  }

  /** The statuses of the samples speak of messages that no sample holds: each gets one, late. */
  @TestFactory
  List<DynamicTest> everyStatusMergesIntoItsMessage() {
    Map<String, List<ExpectedFromSample.Status>> of = new TreeMap<>();
    EXPECTED.values().stream()
        .flatMap(e -> e.statuses.stream())
        .filter(status -> status.recipient() != null)
        .forEach(it -> of.computeIfAbsent(it.wamid(), wamid -> new ArrayList<>()).add(it));
    assertThat(of).isNotEmpty();
    of.forEach(
        (wamid, all) ->
            assertThat(system.postWebhook(SampleStatuses.echo(all.getFirst()))).isEqualTo(200));
    List<DynamicTest> tests = new ArrayList<>();
    of.forEach(
        (wamid, all) ->
            tests.add(
                DynamicTest.dynamicTest(
                    "statuses of message " + tests.size(), () -> assertMerged(wamid, all))));
    return tests;
  }

  private static void assertMerged(String wamid, List<ExpectedFromSample.Status> all) {
    Map<String, Object> expected = SampleStatuses.merged(all);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Object> row =
                  system
                      .postgres(
                          "select * from whatsapp_messages where whatsapp_message_id = ?", wamid)
                      .getFirst();
              Document document =
                  system
                      .mongo("whatsappMessages", new Document("whatsappMessageId", wamid))
                      .getFirst();
              expected.forEach(
                  (column, value) -> {
                    assertThat(plain(row.get(column))).as(column).isEqualTo(value);
                    assertThat(plain(document.get(member(column)))).as(column).isEqualTo(value);
                  });
            });
  }

  @Test
  void everyOtherChangeIsKeptOnceInBothStores() {
    Set<Object> expected = new HashSet<>();
    EXPECTED.values().forEach(e -> e.accountValues.forEach(expected::add));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<Object> stored =
                  system.postgres("select raw from account_events").stream()
                      .<Object>map(r -> MAPPER.readTree(String.valueOf(r.get("raw"))))
                      .toList();
              List<Object> documents =
                  system.mongo("accountEvents", new Document()).stream()
                      .<Object>map(d -> MAPPER.readTree(d.getString("raw")))
                      .toList();
              assertThat(stored).doesNotHaveDuplicates().containsAll(expected);
              assertThat(documents).doesNotHaveDuplicates().containsAll(expected);
            });
  }

  @Test
  void whatHasNoPlaceIsInQuarantine() {
    int expected = EXPECTED.values().stream().mapToInt(e -> e.quarantined).sum();

    assertThat(expected).isPositive();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(system.topicSize("whatsapp.quarantine"))
                    .isGreaterThanOrEqualTo(expected));
  }

  @Test
  void nothingIsDeadLettered() {
    assertThat(system.deadLetters()).isZero();
  }

  private static Map<String, ExpectedFromSample.Row> rows() {
    Map<String, ExpectedFromSample.Row> rows = new TreeMap<>();
    EXPECTED.values().forEach(e -> e.rows.forEach(rows::putIfAbsent));
    return rows;
  }

  private static Set<String> expectedIds() {
    return rows().keySet();
  }

  private static Set<String> postgresIds() {
    Set<String> ids = new HashSet<>();
    system
        .postgres(
            "select whatsapp_message_id from whatsapp_messages where whatsapp_message_id is not null")
        .forEach(r -> ids.add(String.valueOf(r.get("whatsapp_message_id"))));
    return ids;
  }

  private static Set<String> mongoIds() {
    Set<String> ids = new HashSet<>();
    system
        .mongo("whatsappMessages", new Document())
        .forEach(d -> ids.add(d.getString("whatsappMessageId")));
    return ids;
  }
}
