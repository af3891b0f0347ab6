package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.testkit.RealParts;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Two writers of MongoDB, one of which does all its work between two steps of the other. */
class WritersBetweenStepsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String RUN = Changes.phone().substring(4);

  private final Between between = new Between();
  private final ConnectionString uri = new ConnectionString(RealParts.mongod().newDatabaseUri());
  private final MongoClient slowClient =
      MongoClients.create(
          MongoClientSettings.builder()
              .applyConnectionString(uri)
              .addCommandListener(between)
              .build());
  private final MongoClient client = MongoClients.create(uri);
  private final MongoDatabase database = client.getDatabase("" + uri.getDatabase());
  private final Stored slow = Stored.mongo(slowClient.getDatabase("" + uri.getDatabase()));
  private final Stored other = Stored.mongo(database);
  private final String phone = Changes.phone();
  private int story;
  private final String wamid = Changes.unique("wamid.");

  /** Something that happens once, just before a command of a kind is sent. */
  private static final class Between implements CommandListener {

    private record Step(Predicate<CommandStartedEvent> kind, AtomicInteger left, Runnable action) {}

    private volatile @Nullable Step step;

    /** Before the command of this kind that comes after so many others of it. */
    void before(Predicate<CommandStartedEvent> kind, int others, Runnable action) {
      step = new Step(kind, new AtomicInteger(others), action);
    }

    @Override
    public void commandStarted(CommandStartedEvent started) {
      Step now = step;
      if (now != null && now.kind().test(started) && now.left().getAndDecrement() == 0) {
        step = null;
        now.action().run();
      }
    }

    boolean happened() {
      return step == null;
    }
  }

  private static boolean isOfData(CommandStartedEvent started) {
    return Set.of("find", "insert", "update", "delete").contains(started.getCommandName());
  }

  private static boolean drawsLines(CommandStartedEvent started) {
    return isOfLines("update", started);
  }

  private static boolean writesLines(CommandStartedEvent started) {
    return isOfLines("insert", started) || isOfLines("update", started);
  }

  private static boolean isOfLines(String command, CommandStartedEvent started) {
    return started.getCommandName().equals(command)
        && started.getCommand().getString(command).getValue().equals("chatMessages");
  }

  @AfterEach
  void close() {
    slowClient.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h1", "i4", "x1", "s4"})
  void storyEndsAlikeAtWhicheverStepTheOtherComes(String message) {
    Story ordered = new Story(digits());
    ordered.about(message).forEach(record -> other.take(List.of(record)));
    int records = ordered.about(message).size();
    for (int first = 0; first < records; first++) {
      for (int second = 0; second < records; second++) {
        for (int step = 0; step == 0 || between.happened(); step++) {
          Story story = new Story(digits());
          take(story.about(message), first, second, step);
          assertThat(story.outcome(other))
              .as("%d before step %d of %d", second, step, first)
              .isEqualTo(ordered.outcome(other));
        }
      }
    }
  }

  // What was not taken between two steps of the first comes after it.
  private void take(List<ConsumerRecord<String, byte[]>> records, int first, int second, int step) {
    between.before(
        WritersBetweenStepsTest::isOfData, step, () -> other.take(List.of(records.get(second))));
    slow.take(List.of(records.get(first)));
    for (int i = 0; i < records.size(); i++) {
      if (i != first && (i != second || !between.happened())) {
        other.take(List.of(records.get(i)));
      }
    }
  }

  private String digits() {
    return RUN + (100 + story++);
  }

  @Test
  void lineThatAKilledWriterLeftShowsWhatItsMessageSays() {
    slow.take(Topics.MESSAGES, placeholder());
    Flux.from(database.getCollection("whatsappMessages").deleteMany(new Document()))
        .blockLast(PATIENCE);

    other.take(Topics.MESSAGES, image("came next", "Zoe"));
    slow.take(Topics.MESSAGES, placeholder());

    assertShown("came next", "Zoe");
  }

  @Test
  void writerThatWasOvertakenDoesNotShowWhatIsNoLongerSaid() {
    slow.take(Topics.MESSAGES, placeholder());
    between.before(
        WritersBetweenStepsTest::drawsLines,
        0,
        () -> other.take(Topics.MESSAGES, image("a decides", "Ada")));

    slow.take(Topics.MESSAGES, image("b is late", "Bob"));

    assertThat(between.happened()).isTrue();
    assertShown("a decides", "Ada");
  }

  @Test
  void fileThatIsNotTheMessagesDoesNotReplaceItsOwn() {
    slow.take(Topics.MESSAGES, image("with a file", "Zoe"));
    between.before(
        WritersBetweenStepsTest::drawsLines, 0, () -> other.take(Topics.MEDIA, file("a.png")));

    slow.take(Topics.MEDIA, file("b.png"));

    assertThat(between.happened()).isTrue();
    assertThat(lines()).extracting(line -> line.getString("mediaUrl")).containsExactly("a.png");
  }

  @Test
  void sendThatWasTakenTwiceIsCalledAsItsAnswerSaysAtWhicheverStepAStatusNamesTheOther() {
    for (int step = 0; step == 0 || between.happened(); step++) {
      UUID send = UUID.randomUUID();
      String told = Changes.unique("wamid.");
      String callback = ",\"biz_opaque_callback_data\":\"" + send + "\"";
      byte[] lost = Changes.status(Changes.unique("wamid."), "delivered", 1000, callback);
      slow.take(
          Topics.OUTBOUND_RESULTS, Changes.sendResult(send, SendOutcome.PENDING, null, phone));
      between.before(
          WritersBetweenStepsTest::isOfData, step, () -> other.take(Topics.STATUSES, lost));

      slow.take(Topics.OUTBOUND_RESULTS, Changes.sendResult(send, SendOutcome.SENT, told, phone));

      assertThat(message(send).getString("whatsappMessageId")).as("step %d", step).isEqualTo(told);
    }
  }

  @Test
  void lineStandsWhereItsMessageDoesAlthoughTheyAreOfTwoDeliveries() {
    byte[] said = Changes.text(wamid, phone, 1000, "twice delivered");
    slow.take(List.of(Changes.received(900, said)));
    Flux.from(database.getCollection("whatsappMessages").deleteMany(new Document()))
        .blockLast(PATIENCE);

    slow.take(List.of(Changes.received(5, said)));

    long position = message(MessageIds.ofWamid(wamid)).getLong("logPosition");
    assertThat(lines()).extracting(line -> line.getLong("logPosition")).containsExactly(position);
  }

  @Test
  void echoThatIsTakenIntoItsSendBeforeItHasALineLeavesNone() {
    UUID send = UUID.randomUUID();
    slow.take(Topics.OUTBOUND_RESULTS, Changes.sendResult(send, SendOutcome.PENDING, null, phone));
    between.before(
        WritersBetweenStepsTest::writesLines,
        0,
        () ->
            other.take(
                Topics.OUTBOUND_RESULTS, Changes.sendResult(send, SendOutcome.SENT, wamid, phone)));

    slow.take(Topics.MESSAGES, Changes.echo(Changes.echoed(wamid, phone)));

    assertThat(between.happened()).isTrue();
    assertThat(lines())
        .extracting(line -> line.getString("messageId"))
        .containsExactly(send.toString());
  }

  private void assertShown(String text, String sender) {
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst()).containsEntry("text", text).containsEntry("sender", sender);
  }

  private Document message(UUID id) {
    Document called = new Document("_id", id.toString());
    return Flux.from(database.getCollection("whatsappMessages").find(called))
        .next()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private List<Document> lines() {
    Document room = new Document("roomName", "whatsapp_" + phone);
    return Flux.from(database.getCollection("chatMessages").find(room))
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  private byte[] placeholder() {
    return Changes.value(
        "history",
        "\"history\":[{\"threads\":[{\"id\":\"%s\",\"messages\":[{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1000\",\"type\":\"media_placeholder\"}]}]}]"
            .formatted(phone, phone, wamid));
  }

  private byte[] file(String url) {
    UUID messageId = MessageIds.ofWamid(wamid);
    return new MediaEvent.Stored(
            wamid, messageId, null, null, null, null, url, url, 17, "image/png", "00", 1, false)
        .toJson();
  }

  private byte[] image(String caption, String profileName) {
    String body = "{\"id\":\"77\",\"mime_type\":\"image/png\",\"caption\":\"" + caption + "\"}";
    return Changes.value(
        "messages",
        "\"contacts\":[{\"wa_id\":\"%s\",\"profile\":{\"name\":\"%s\"}}],\"messages\":[%s]"
            .formatted(phone, profileName, Changes.item(wamid, phone, "image", body, "")));
  }
}
