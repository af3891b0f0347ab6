package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.send;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.media.FakeGraph.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A Meta that serves no files. A try that counts is repeated after an hour: none of these may. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaAwayTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int PLACES = 8;
  private static final int EXCUSES = 5;

  private final MediaStack stack = MediaStack.own("whatsapp.media.jobs.retry-delays=1h");
  private final FakeGraph graph = stack.graph;

  /** Nothing pending, nothing in hand and nothing paused. */
  @AfterEach
  void serveAgain() {
    graph.servesAgain();
    await().atMost(SOON).until(this::nothingIsPending);
    awaitStored(good());
    assertThat(stack.instance.paused()).isEmpty();
  }

  // A try that is under way may still open the breaker: it is waited for.
  private boolean nothingIsPending() {
    stack.sql("delete from media_jobs where state = 'pending' and lease is null");
    return stack.sql("select 1 from media_jobs where state = 'pending'").isEmpty();
  }

  @AfterAll
  void close() {
    stack.close();
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        arguments("unreachable", (Answer) (exchange, earlier) -> exchange.close()),
        arguments("failing", answers(503, "<html>down</html>")),
        arguments("refused", answers(401, "{\"error\":{\"code\":190}}")),
        arguments("limit", answers(400, "{\"error\":{\"code\":80007}}")));
  }

  private static Answer answers(int status, String body) {
    return (exchange, earlier) -> send(exchange, status, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageOfManyTriesMakesNoFileLate(String reason, Answer outage) {
    graph.failsEverything(outage);
    List<String> files = IntStream.range(0, PLACES + 2).mapToObj(i -> good()).toList();

    await().atMost(SOON).until(() -> stack.instance.paused().equals(List.of(reason)));
    int before = graph.seen().size();
    await().atMost(SOON).until(() -> graph.seen().size() >= before + 2);
    assertThat(stack.instance.paused()).containsExactly(reason);
    graph.servesAgain();

    files.forEach(this::awaitStored);
    assertThat(files).allSatisfy(file -> assertThat(job(file)).containsEntry("attempts", 1));
    assertThat(stack.instance.paused()).isEmpty();
  }

  @Test
  void aDownloadHostThatIsAwayIsAnOutageToo() {
    String late = unique("media");
    byte[] body = Bodies.jpeg();
    graph.holds(late, body);
    graph.delivers(
        late,
        (exchange, earlier) ->
            send(exchange, earlier < 2 ? 503 : 200, earlier < 2 ? new byte[0] : body));

    receive(late);

    awaitStored(late);
    assertThat(job(late)).containsEntry("attempts", 1);
  }

  @Test
  void aFileThatAloneFailsIsExcusedAFewTimesAndHoldsNobodyUp() {
    String bad = unique("media");
    graph.looksUp(bad, answers(500, "{\"error\":{\"code\":131000}}"));
    receive(bad);

    await().atMost(SOON).until(() -> graph.lookupsOf(bad).size() > EXCUSES);
    List<String> others = IntStream.range(0, 20).mapToObj(i -> good()).toList();

    others.forEach(this::awaitStored);
    assertThat(stack.instance.paused()).isEmpty();
    assertThat(graph.lookupsOf(bad)).hasSize(EXCUSES + 1);
    assertThat(job(bad)).containsEntry("state", "pending").containsEntry("attempts", 1);
  }

  @Test
  void aNumberWhoseFilesAreAllRefusedDoesNotStarveTheOthers() {
    List<String> bad = IntStream.range(0, 40).mapToObj(i -> unique("media")).toList();
    bad.forEach(one -> graph.looksUp(one, answers(403, "{\"error\":{\"code\":10}}")));
    bad.forEach(this::insertOfAnotherNumber);
    await().atMost(SOON).until(() -> stack.instance.paused().contains("refused"));

    List<String> others = IntStream.range(0, 5).mapToObj(i -> good()).toList();

    others.forEach(this::awaitStored);
  }

  @Test
  void anOutageDoesNotProlongTheDaysOfAFile() {
    CountDownLatch old = new CountDownLatch(1);
    graph.failsEverything(after(old, answers(503, "down")));
    String file = good();
    await().atMost(SOON).until(() -> !graph.lookupsOf(file).isEmpty());

    stack.sql(
        "update media_jobs set first_tried_at = now() - interval '6 days' where media_id = ?",
        file);
    old.countDown();

    assertThat(((MediaEvent.Unavailable) stack.event("wamid." + file)).reason())
        .isEqualTo("expired");
    await().atMost(SOON).until(() -> "unavailable".equals(job(file).get("state")));
  }

  private static Answer after(CountDownLatch latch, Answer answer) {
    return (exchange, earlier) -> {
      try {
        latch.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      answer.to(exchange, earlier);
    };
  }

  /** Receives a message with a file that Meta holds. */
  private String good() {
    String file = unique("media");
    graph.holds(file, Bodies.jpeg());
    receive(file);
    return file;
  }

  private void insertOfAnotherNumber(String file) {
    stack.sql(
        """
        insert into media_jobs (whatsapp_message_id, media_id, phone_number_id, conversation_key,
          kind, expires_at)
        values (?, ?, 'another', 'key', 'image', now() + interval '1 day')
        """,
        "wamid." + file,
        file);
  }

  private void receive(String file) {
    stack.receive("wamid." + file, "image", Map.of("id", file));
  }

  private void awaitStored(String file) {
    await()
        .atMost(SOON)
        .until(
            () ->
                stack.jobs("wamid." + file).stream()
                    .anyMatch(job -> "stored".equals(job.get("state"))));
  }

  private Map<String, Object> job(String file) {
    return stack.jobs("wamid." + file).stream().findFirst().orElse(Map.of());
  }
}
