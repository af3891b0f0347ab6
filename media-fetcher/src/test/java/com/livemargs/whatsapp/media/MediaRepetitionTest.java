package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.send;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MediaRepetitionTest extends MediaTest {

  @Test
  void redeliveredMessageIsOneJob() {
    graph.holds(id, Bodies.jpeg());

    stack.receive(wamid, "image", Map.of("id", id));
    stack.receive(wamid, "image", Map.of("id", id));
    stored();
    stack.receive(wamid, "image", Map.of("id", id));
    afterAllSoFar();

    assertThat(stack.jobs(wamid)).hasSize(1);
    assertThat(graph.downloadsOf(id)).hasSize(1);
    assertThat(stack.events(wamid)).hasSize(1);
  }

  @Test
  void sameContentTwiceIsOneFile() {
    byte[] body = Bodies.jpeg();
    String other = unique("wamid");
    String otherId = unique("media");
    graph.holds(id, body);
    graph.holds(otherId, body);

    stack.receive(wamid, "document", Map.of("id", id, "filename", "first.jpg"));
    stack.receive(other, "document", Map.of("id", otherId, "filename", "second.txt"));

    assertThat(stored(other).mediaUrl()).isEqualTo(stored(wamid).mediaUrl());
    assertThat(filesCalled(Bodies.hex(body))).hasSize(1);
    assertThat(stack.instance.get(stored().mediaUrl()).headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(name -> assertThat(name).doesNotContain("first", "second"));
  }

  /**
   * As many at once as there are places: every one of them may be the first to have the content.
   */
  @RepeatedTest(4)
  void newContentOfManyMessagesAtOnceIsDownloadedOnceForEach() {
    CountDownLatch together = new CountDownLatch(8);
    List<String> ids = IntStream.range(0, 8).mapToObj(i -> unique("media")).toList();
    byte[] body = Bodies.jpeg();
    ids.forEach(one -> deliverTogether(one, body, together));

    ids.forEach(one -> stack.receive("wamid." + one, "image", Map.of("id", one)));
    ids.forEach(one -> stored("wamid." + one));

    assertThat(ids).allSatisfy(one -> assertThat(graph.downloadsOf(one)).hasSize(1));
    assertThat(filesCalled(Bodies.hex(body))).hasSize(1);
  }

  /** The bytes flow once all that wait for the same have come. */
  private void deliverTogether(String one, byte[] body, CountDownLatch together) {
    graph.holds(one, body);
    graph.delivers(
        one,
        (exchange, earlier) -> {
          together.countDown();
          try {
            send(exchange, together.await(20, TimeUnit.SECONDS) ? 200 : 503, body);
          } catch (InterruptedException stopped) {
            throw new IOException(stopped);
          }
        });
  }

  @Test
  void jobThatDiedBetweenPlaceAndAnnouncementIsFinishedWithoutHarm() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    stack.receive(wamid, "image", Map.of("id", id));
    MediaEvent.Stored first = stored();
    await().until(() -> "stored".equals(stack.jobs(wamid).getFirst().get("state")));

    // What a process leaves that dies after the file has its name: a lease that nobody renews.
    PostgresServer.rows(
        stack.database,
        "update media_jobs set state = 'pending', lease = gen_random_uuid(), due_at = now() where media_id = ?",
        id);

    await().atMost(SOON).until(() -> "stored".equals(stack.jobs(wamid).getFirst().get("state")));
    MediaEvent.Stored second = (MediaEvent.Stored) stack.events(wamid).getLast();
    assertThat(stack.events(wamid)).hasSize(2);
    assertThat(second.mediaUrl()).isEqualTo(first.mediaUrl());
    assertThat(filesCalled(Bodies.hex(body))).hasSize(1);
    assertThat(stack.instance.get(second.mediaUrl()).body()).isEqualTo(body);
  }

  @Test
  void twoInstancesShareTheWork() {
    // One instance has 8 places: 12 downloads at once need both.
    CountDownLatch together = new CountDownLatch(12);
    List<String> ids = IntStream.range(0, 12).mapToObj(i -> unique("media")).toList();
    byte[] body = Bodies.jpeg();
    ids.forEach(one -> deliverTogether(one, body, together));
    try (MediaInstance second = stack.another()) {
      // A consumer that joins has the group deal its partitions anew: the claim is about what
      // follows.
      stack.instance.awaitReady();
      second.awaitReady();
      ids.forEach(one -> stack.receive("wamid." + one, "image", Map.of("id", one)));
      ids.forEach(one -> stored("wamid." + one));

      assertThat(ids).allSatisfy(one -> assertThat(graph.downloadsOf(one)).hasSize(1));
      assertThat(second.get(stored("wamid." + ids.getFirst()).mediaUrl()).body()).isEqualTo(body);
    }
  }

  @Test
  void fileStaysWhileAMessageRefersToItAndGoesAfterTheLast() throws IOException {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    stack.receive(wamid, "image", Map.of("id", id));
    MediaEvent.Stored stored = stored();
    Path file = stack.directory.resolve(Bodies.hex(body) + ".jpg");
    assertThat((Instant) row("media_files", stored.sha256()).get("expires_at"))
        .isAfter(Instant.now().plus(Duration.ofDays(5 * 365)));

    PostgresServer.rows(
        stack.database,
        "update media_references set expires_at = now() where sha256 = ?",
        stored.sha256());
    await().atMost(SOON).until(() -> rows("media_references", stored.sha256()).isEmpty());
    assertThat(file).exists();

    PostgresServer.rows(
        stack.database,
        "update media_files set expires_at = now() where sha256 = ?",
        stored.sha256());
    await().atMost(SOON).until(() -> Files.notExists(file));
    assertThat(stack.instance.get(stored.mediaUrl()).statusCode()).isEqualTo(404);
  }

  @Test
  void fileThatCannotBeDeletedHoldsUpNoOther() throws IOException {
    String stuck = fetchedFile();
    String other = fetchedFile();
    Path inTheWay = stack.directory.resolve(stuck);
    Files.delete(inTheWay);
    Files.createDirectories(inTheWay.resolve("something"));

    stack.sql(
        "update media_files set expires_at = now() - case file when ? then interval '1 day'"
            + " else interval '0' end where file in (?, ?)",
        stuck,
        stuck,
        other);

    await().atMost(SOON).until(() -> rows("media_files", hash(other)).isEmpty());
    assertThat(stack.directory.resolve(other)).doesNotExist();
    assertThat((Instant) row("media_files", hash(stuck)).get("expires_at")).isAfter(Instant.now());
  }

  @Test
  void temporaryFileThatCannotBeDeletedHoldsUpNoOther() throws IOException {
    String expired = fetchedFile();
    Path stuck = stack.directory.resolve(".incoming").resolve(unique("stuck"));
    Path inside = Files.createDirectories(stuck.resolve("something"));
    Files.setLastModifiedTime(stuck, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    stack.sql("update media_files set expires_at = now() where file = ?", expired);

    await().atMost(SOON).until(() -> rows("media_files", hash(expired)).isEmpty());
    assertThat(stuck).exists();
    Files.delete(inside);
    Files.setLastModifiedTime(stuck, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    await().atMost(SOON).until(() -> Files.notExists(stuck));
  }

  private String fetchedFile() {
    return stack.fetched(Bodies.jpeg(), Map.of()).replaceFirst(".*/", "");
  }

  private static String hash(String file) {
    return file.replaceFirst("\\..*", "");
  }

  private List<Map<String, Object>> rows(String table, String sha256) {
    return PostgresServer.rows(
        stack.database, "select * from " + table + " where sha256 = ?", sha256);
  }

  private Map<String, Object> row(String table, String sha256) {
    return rows(table, sha256).getFirst();
  }

  /** Waits until what lies on the topic now has been taken in and worked on. */
  private void afterAllSoFar() {
    String last = unique("wamid");
    String lastId = unique("media");
    graph.holds(lastId, Bodies.jpeg());
    stack.receive(last, "image", Map.of("id", lastId));
    stored(last);
  }
}
