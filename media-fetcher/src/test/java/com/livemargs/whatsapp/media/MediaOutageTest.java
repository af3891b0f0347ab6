package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.BrokerHealth;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Servers of its own: it stops them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaOutageTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long EXBIBYTE = 1L << 60;
  private static final long LITTLE = 64 << 20;

  private final KafkaServer kafka = KafkaServer.start();
  private final PostgresServer postgres = PostgresServer.start();
  private final String database = postgres.newDatabase();
  private final FakeGraph graph = new FakeGraph();
  private final Path directory = MediaStack.folder();
  private String id = "";

  private MediaInstance instance;

  @BeforeEach
  void anotherFile() {
    id = unique("media");
  }

  @BeforeAll
  void start() {
    instance = start("MEDIA_MIN_FREE_BYTES=0");
    awaitReadiness(200);
  }

  private MediaInstance start(String... more) {
    return MediaInstance.start(kafka.bootstrapServers(), database, graph, directory, more);
  }

  @AfterAll
  void stop() {
    instance.close();
    graph.close();
    postgres.close();
    kafka.close();
  }

  @Test
  void whileTheDatabaseIsAwayMessagesWaitAndNothingIsLost() {
    graph.holds(id, Bodies.jpeg());
    postgres.stop();
    awaitReadiness(503);
    assertThat(status("liveness")).isEqualTo(200);

    receive();
    assertThat(instance.get("/uploads/whatsapp/" + "a".repeat(64)).statusCode()).isEqualTo(503);
    postgres.restart();

    awaitReadiness(200);
    awaitStored();
  }

  @Test
  void aWholeFileOutlastsAnyOutageOfTheDatabaseAndIsNotFetchedAgain() throws IOException {
    instance.close();
    instance = start("MEDIA_MIN_FREE_BYTES=0", "whatsapp.media.jobs.lease=1s");
    awaitReadiness(200);
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    graph.delivers(
        id,
        (exchange, earlier) -> {
          postgres.stop();
          FakeGraph.send(exchange, 200, body);
        });
    receive();
    await().atMost(SOON).until(() -> wholeFiles(body.length).size() == 1);
    Path file = wholeFiles(body.length).getFirst();
    // Ten minutes later it would count as abandoned.
    Instant earlier = Instant.now().minus(Duration.ofMinutes(50));
    Files.setLastModifiedTime(file, FileTime.from(earlier));

    await()
        .atMost(SOON)
        .until(
            () ->
                Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(earlier.plus(Duration.ofMinutes(40))));
    postgres.restart();

    awaitStored();
    assertThat(graph.downloadsOf(id)).hasSize(1);
  }

  private List<Path> wholeFiles(long size) throws IOException {
    try (var files = Files.list(directory.resolve(".incoming"))) {
      return files.filter(file -> file.toFile().length() == size).toList();
    }
  }

  @Test
  void whileTheDiskIsFullJobsStayPendingAndRoomBringsThemOn() {
    instance.close();
    instance = start("MEDIA_MIN_FREE_BYTES=" + (Long.MAX_VALUE >> 1));
    graph.holds(id, Bodies.jpeg());

    receive();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () ->
                PostgresServer.rows(
                            database,
                            "select 1 from media_jobs where media_id = ? and attempts = 0",
                            id)
                        .size()
                    == 1);
    assertThat(graph.lookupsOf(id)).isEmpty();
    instance.close();
    instance = start("MEDIA_MIN_FREE_BYTES=0");

    awaitStored();
  }

  @Test
  void aFileThatDoesNotFitWaitsForRoomWithoutAskingMetaAgain() {
    instance.close();
    instance = start("MEDIA_MIN_FREE_BYTES=0", "MEDIA_MAX_BYTES=" + Long.MAX_VALUE);
    String large = id;
    byte[] body = Bodies.jpeg();
    graph.delivers(large, body);
    graph.looksUp(large, FakeGraph.location(graph.downloadUrl(large), EXBIBYTE));
    receive();
    await().atMost(SOON).until(() -> waitsFor(large, EXBIBYTE));
    // It is due before the other one, and would be taken first.
    PostgresServer.rows(database, "update media_jobs set due_at = now() where media_id = ?", large);

    anotherFile();
    graph.holds(id, Bodies.jpeg());
    receive();
    awaitStored();

    assertThat(waitsFor(large, EXBIBYTE)).isTrue();
    assertThat(graph.lookupsOf(large)).hasSize(1);
    graph.looksUp(large, FakeGraph.location(graph.downloadUrl(large), body.length));
    PostgresServer.rows(
        database, "update media_jobs set needed_bytes = 1 where media_id = ?", large);
    id = large;
    awaitStored();
  }

  @Test
  void aTransferThatReachesTheReserveEndsThereAndIsTakenUpWhenThereIsRoom() throws IOException {
    instance.close();
    // Nothing of its length is said before.
    graph.looksUp(id, FakeGraph.location(graph.downloadUrl(id), -1));
    graph.delivers(id, (exchange, earlier) -> sendWithoutEnd(exchange));
    receive();
    beginWithLittleRoom();

    await().atMost(SOON).until(() -> waitsForRoom(id));
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
    graph.delivers(id, Bodies.jpeg());
    instance.close();
    instance = start("MEDIA_MIN_FREE_BYTES=0");
    awaitStored();
  }

  // Other programs use this disk too. Where they took the room before the transfer began, it is
  // measured anew; what they leave meanwhile is filled.
  private void beginWithLittleRoom() throws IOException {
    while (graph.downloadsOf(id).isEmpty()) {
      instance.close();
      long reserve = usableSpace() - LITTLE;
      instance = start("MEDIA_MIN_FREE_BYTES=" + reserve, "MEDIA_MAX_BYTES=" + Long.MAX_VALUE);
      await().atMost(SOON).until(() -> !graph.downloadsOf(id).isEmpty() || usableSpace() < reserve);
    }
  }

  private long usableSpace() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  // Until the other side hangs up.
  private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] some = new byte[1 << 20];
    while (true) {
      exchange.getResponseBody().write(some);
    }
  }

  private boolean waitsForRoom(String media) {
    return !PostgresServer.rows(
            database,
            "select 1 from media_jobs where media_id = ? and needed_bytes > 0 and attempts = 0 and lease is null",
            media)
        .isEmpty();
  }

  private boolean waitsFor(String media, long bytes) {
    return !PostgresServer.rows(
            database,
            "select 1 from media_jobs where media_id = ? and needed_bytes = ? and attempts = 0 and lease is null",
            media,
            bytes)
        .isEmpty();
  }

  @Test
  void whileTheBrokerIsAwayNoFileIsFetchedInVain() {
    graph.holds(id, Bodies.jpeg());
    awaitReadiness(200);
    kafka.stop();
    awaitReadiness(503);
    // A group without partitions is no readiness either.
    BrokerHealth broker = instance.context().getBean(BrokerHealth.class);
    await().atMost(SOON).until(() -> !broker.isReachable());
    PostgresServer.rows(
        database,
        """
        insert into media_jobs (whatsapp_message_id, media_id, conversation_key, kind, expires_at)
        values (?, ?, 'key', 'image', now() + interval '1 day')
        """,
        "wamid." + id,
        id);
    kafka.restart();

    awaitStored();
    assertThat(graph.downloadsOf(id)).hasSize(1);
  }

  private void receive() {
    kafka.produce(
        Topics.MESSAGES, "key", MediaStack.change("wamid." + id, "image", Map.of("id", id)));
  }

  private void awaitStored() {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () ->
                kafka.drain(Topics.MEDIA).stream()
                    .anyMatch(record -> new String(record.value(), UTF_8).contains(id)));
  }

  private void awaitReadiness(int status) {
    await().atMost(SOON).until(() -> status("readiness") == status);
  }

  private int status(String group) {
    return instance.getWithoutKey("/actuator/health/" + group).statusCode();
  }
}
