package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.persistence.read.Conversations;
import com.livemargs.whatsapp.persistence.read.Line;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store keeps to. */
abstract class StoreContract extends PeopleContract {

  @Test
  void redeliveredMessageIsStoredOnce() {
    String phone = Changes.phone();
    byte[] text = Changes.text(Changes.unique("wamid."), phone, 1000, "once");

    stored().take(Topics.MESSAGES, text);
    stored().take(List.of(Stored.message(text), Stored.message(text)));

    assertThat(stored().shown(Set.of("whatsapp_" + phone))).hasSize(1);
    assertThat(stored().count().apply("whatsapp_" + phone)).isEqualTo(1);
  }

  @Test
  void messagesOfOneSecondStandInTheOrderInWhichTheyCame() {
    String phone = Changes.phone();
    List<String> texts = IntStream.range(0, 12).mapToObj(i -> "text " + i).toList();
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (String text : texts) {
      byte[] value = Changes.text(Changes.unique("wamid."), phone, 1000, text);
      records.add(at(records.size(), value));
    }
    stored().take(List.of(at(99, records.get(3).value()), at(98, records.get(7).value())));
    stored().take(records.subList(0, 5));
    stored().take(records.subList(5, 12));
    stored().take(List.of(at(99, records.getFirst().value())));

    Set<String> room = Set.of("whatsapp_" + phone);
    assertThat(stored().shown(room)).extracting(line -> line.get("text")).isEqualTo(texts);
    assertThat(pagedBack(room, 5)).isEqualTo(texts.reversed());
  }

  private static ConsumerRecord<String, byte[]> at(long offset, byte[] value) {
    return new ConsumerRecord<>(Topics.MESSAGES, 0, offset, "key", value);
  }

  private List<String> pagedBack(Set<String> room, int size) {
    List<String> texts = new ArrayList<>();
    Conversations conversations = stored().conversations();
    List<Line> page = conversations.last(room, null, size).collectList().block();
    while (page != null && !page.isEmpty()) {
      page.forEach(line -> texts.add("" + line.members().get("text")));
      UUID last = UUID.fromString("" + page.getLast().members().get("messageId"));
      Conversations.Place before = conversations.place(last, room).block();
      page = conversations.last(room, before, size).collectList().block();
    }
    return texts;
  }

  @Test
  void everySequenceOfStatusesEndsInItsDerivedState() {
    String phone = Changes.phone();
    String prefix = Changes.unique("wamid.");
    List<List<String>> sequences = StatusSequences.upTo(4);
    for (int round = 0; round <= 4; round++) {
      stored().take(StatusSequences.round(sequences, round, prefix, phone));
    }

    Map<String, Map<String, @Nullable Object>> shown = new HashMap<>();
    pages("whatsapp_" + phone).forEach(line -> shown.put("" + line.get("whatsappMessageId"), line));
    for (int i = 0; i < sequences.size(); i++) {
      assertThat(StatusSequences.times(shown.getOrDefault(prefix + i, Map.of())))
          .as("after %s", sequences.get(i))
          .isEqualTo(StatusSequences.expected(sequences.get(i)));
    }
  }

  private List<Map<String, @Nullable Object>> pages(String room) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>(stored().shown(Set.of(room)));
    assertThat(all).hasSizeLessThan(1000);
    return all;
  }

  @Test
  void shuffledAndRepeatedStoryEndsAsTheOrderedOne() {
    Story ordered = new Story(digits(0));
    ordered.records.forEach(record -> stored().take(List.of(record)));
    List<Map<String, @Nullable Object>> expected = ordered.outcome(stored());
    assertThat(expected).hasSize(13);

    for (int shuffle = 1; shuffle <= 12; shuffle++) {
      long seed = System.nanoTime();
      Story story = new Story(digits(shuffle));
      batches(story, new Random(seed)).forEach(stored()::take);
      assertThat(story.outcome(stored())).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(names = "PERSISTENCE_.*", mode = EnumSource.Mode.MATCH_ALL)
  void storyWhoseBatchesAreBrokenOffAndRedeliveredEndsAsTheOrderedOne(CrashPoint point) {
    Story ordered = new Story(digits(200));
    ordered.records.forEach(record -> stored().take(List.of(record)));
    Story story = new Story(digits(201 + point.ordinal()));
    long seed = System.nanoTime();

    long broken =
        batches(story, new Random(seed)).stream().filter(batch -> brokenOff(batch, point)).count();

    assertThat(broken)
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(point == CrashPoint.PERSISTENCE_WITHOUT_LINES ? 0 : 1);
    assertThat(story.outcome(stored())).as("seed %d", seed).isEqualTo(ordered.outcome(stored()));
  }

  // Not every batch passes every point, and one store has no moment without lines.
  private boolean brokenOff(List<ConsumerRecord<String, byte[]>> batch, CrashPoint point) {
    BreakOff.at(point);
    try {
      stored().take(batch);
      return false;
    } catch (BreakOff.Ended redelivered) {
      stored().take(batch);
      return true;
    } finally {
      BreakOff.at(null);
    }
  }

  @Test
  void factsThatComeAtTheSameTimeFindEachOther() {
    Story ordered = new Story(digits(50));
    stored().take(ordered.records);
    List<Map<String, @Nullable Object>> expected = ordered.outcome(stored());

    for (int run = 51; run < 61; run++) {
      Story story = new Story(digits(run));
      long seed = System.nanoTime();
      batches(story, new Random(seed)).parallelStream().forEach(stored()::take);
      assertThat(story.outcome(stored())).as("seed %d", seed).isEqualTo(expected);
    }
  }

  private static final String RUN = Changes.phone().substring(4);

  private static String digits(int n) {
    return RUN + (100 + n);
  }

  private static List<List<ConsumerRecord<String, byte[]>>> batches(Story story, Random random) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>(story.records);
    all.addAll(story.records.subList(random.nextInt(10), 20));
    Collections.shuffle(all, random);
    List<List<ConsumerRecord<String, byte[]>>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); ) {
      int to = Math.min(all.size(), from + 1 + random.nextInt(6));
      batches.add(all.subList(from, to));
      from = to;
    }
    return batches;
  }

  @Test
  void storyIsToldAsItShouldBe() {
    Story story = new Story(digits(99));
    stored().take(story.records);

    Map<String, Map<String, @Nullable Object>> lines = new HashMap<>();
    stored().shown(story.rooms()).forEach(l -> lines.put("" + l.get("whatsappMessageId"), l));
    var edited = lines.getOrDefault(story.wamid("t1"), Map.of());
    assertThat(edited).containsEntry("text", "first").containsEntry("status", "delivered");
    assertThat(stored().line().apply("" + edited.get("messageId"))).containsEntry("text", "twice");
    var revoked = lines.getOrDefault(story.wamid("t2"), Map.of());
    assertThat(revoked).containsEntry("text", "second");
    assertThat(stored().line().apply("" + revoked.get("messageId")).get("text")).isNull();
    assertThat(lines.getOrDefault(story.wamid("i2"), Map.of()))
        .containsEntry("mediaStatus", "stored")
        .containsEntry("mediaUrl", "/uploads/whatsapp/i2.jpg")
        .containsEntry("fileSize", 17L)
        .containsEntry("mimeType", "image/jpeg");
    assertThat(lines.getOrDefault(story.wamid("i3"), Map.of()))
        .containsEntry("mediaStatus", "unavailable");
    assertThat(lines.getOrDefault(story.wamid("i4"), Map.of()))
        .containsEntry("mediaStatus", "stored")
        .containsEntry("mediaUrl", "/uploads/whatsapp/i4.jpg");
    assertThat(lines.getOrDefault(story.wamid("h1"), Map.of()))
        .containsEntry("type", "image")
        .containsEntry("caption", "came later")
        .containsEntry("mediaStatus", "stored");
    assertThat(lines.getOrDefault(story.wamid("s1"), Map.of()))
        .containsEntry("messageId", story.send("s1").toString())
        .containsEntry("status", "read")
        .containsEntry("playedAt", 1_044_000L)
        .containsKey("raw");
    assertThat(lines.getOrDefault(story.wamid("s2"), Map.of()))
        .containsEntry("status", "delivered");
    assertThat(lines.getOrDefault("null", Map.of()))
        .containsEntry("status", "failed")
        .containsEntry("errorCode", 131047)
        .containsEntry("failedReason", "window");
    assertThat(lines.getOrDefault(story.wamid("s4"), Map.of()))
        .containsEntry("roomName", "whatsapp_" + story.phone + "9")
        .containsEntry("phoneNumber", "+" + story.phone + "9")
        .containsEntry("status", "failed")
        .containsEntry("errorCode", 131026);
    assertThat(lines.getOrDefault(story.wamid("s5"), Map.of())).containsEntry("status", "sent");
    List<ChangeFact> changes =
        stored().conversations().changes(List.of(story.wamid("t1"))).collectList().block();
    assertThat(changes).hasSize(4);
  }

  @Test
  void editsAndRevokesAreBelievedFromTheAuthorAlone() {
    Story story = new Story(digits(98));
    stored().take(story.records);

    assertThat(line(story.wamid("s1"), story)).containsEntry("text", "ours");
    assertThat(line(story.wamid("x1"), story)).containsEntry("text", "corrected");
    assertThat(line(story.wamid("t1"), story)).containsEntry("text", "twice");
  }

  @Test
  void inGroupsEveryoneChangesTheirOwnMessagesAlone() {
    String group = Changes.unique("g");
    String said = Changes.unique("wamid.");
    String more = ",\"group_id\":\"" + group + "\"";
    stored().take(Topics.MESSAGES, Changes.message(Changes.item(said, "491", "text", TEXT, more)));
    String revoke = "{\"original_message_id\":\"" + said + "\"}";
    String other = Changes.unique("wamid.");
    stored()
        .take(Topics.MESSAGES, Changes.message(Changes.item(other, "492", "revoke", revoke, more)));
    assertThat(chat("whatsapp_group_" + group)).containsEntry("text", "hello");

    String own = Changes.unique("wamid.");
    stored()
        .take(Topics.MESSAGES, Changes.message(Changes.item(own, "491", "revoke", revoke, more)));
    assertThat(chat("whatsapp_group_" + group).get("text")).isNull();
  }

  @Test
  void groupIsCalledAlikeWhoeverWritesFirst() {
    String theirs = Changes.unique("g");
    String more = ",\"group_id\":\"" + theirs + "\"";
    String wamid = Changes.unique("wamid.");
    String ours = Changes.unique("g");

    stored().take(Topics.MESSAGES, Changes.message(Changes.item(wamid, "491", "text", TEXT, more)));
    stored().take(Topics.OUTBOUND_RESULTS, Changes.groupResult(UUID.randomUUID(), ours));

    for (String group : List.of(theirs, ours)) {
      assertThat(stored().room().apply("whatsapp_group_" + group))
          .containsEntry("title", "WhatsApp: group " + group);
    }
  }

  private static final String TEXT = "{\"body\":\"hello\"}";

  // What chat_messages holds of a room with one message.
  private Map<String, @Nullable Object> chat(String room) {
    var only = stored().shown(Set.of(room)).getFirst();
    return stored().line().apply("" + only.get("messageId"));
  }

  private Map<String, @Nullable Object> line(String wamid, Story story) {
    return stored().shown(story.rooms()).stream()
        .filter(line -> wamid.equals(line.get("whatsappMessageId")))
        .map(line -> stored().line().apply("" + line.get("messageId")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void idAloneIsTheCustomerWhosePhoneWasShown() {
    String phone = Changes.phone();
    String id = Changes.unique("DE.");
    String both =
        "{\"from\":\"%s\",\"from_user_id\":\"%s\",\"id\":\"%s\",\"timestamp\":\"5\",\"type\":\"text\",\"text\":{\"body\":\"a\"}}";
    String alone =
        "{\"from_user_id\":\"%s\",\"id\":\"%s\",\"timestamp\":\"6\",\"type\":\"text\",\"text\":{\"body\":\"b\"}}";
    stored().take(Topics.MESSAGES, Changes.message(alone.formatted(id, Changes.unique("wamid."))));
    stored()
        .take(
            Topics.MESSAGES, Changes.message(both.formatted(phone, id, Changes.unique("wamid."))));
    stored().take(Topics.MESSAGES, Changes.message(alone.formatted(id, Changes.unique("wamid."))));

    List<Map<String, @Nullable Object>> linked = stored().shown(Set.of("whatsapp_" + phone));
    assertThat(linked).hasSize(2);
    assertThat(linked)
        .allSatisfy(line -> assertThat(line).containsEntry("phoneNumber", "+" + phone));
    assertThat(stored().shown(Set.of("whatsapp_" + id))).hasSize(1);
  }

  @Test
  void whatMetaSentIsKeptByteForByte() {
    String phone = Changes.phone();
    String item =
        "{\"from\":\"%s\", \"id\":\"%s\",\"timestamp\":\"5\",\"type\":\"text\",\"a.b\":{\"$c\":1,\"\":2},\"text\":{\"body\":\"nul \\u0000 lone \\ud800 end\"},\"a.b\":1e400}"
            .formatted(phone, Changes.unique("wamid."));
    stored().take(Topics.MESSAGES, Changes.message(item));

    assertThat(stored().shown(Set.of("whatsapp_" + phone)))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .containsEntry("raw", item)
                    .containsEntry("text", "nul \uFFFD lone \uFFFD end"));
  }

  @Test
  void expiredRowsGoAndOthersStay() {
    String phone = Changes.phone();
    byte[] old = Changes.text(Changes.unique("wamid."), phone, 5, "old");
    byte[] young = Changes.text(Changes.unique("wamid."), phone, 6, "young");
    stored().take(List.of(Stored.message(old)), Duration.ofHours(1));
    stored().take(List.of(Stored.message(young)), Duration.ofDays(3));

    stored().expiry().delete(Instant.now().plus(Duration.ofDays(2))).block();

    assertThat(stored().shown(Set.of("whatsapp_" + phone)))
        .singleElement()
        .satisfies(line -> assertThat(line).containsEntry("text", "young"));
    assertThat(stored().count().apply("whatsapp_" + phone)).isEqualTo(1);
  }
}
