package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static com.livemargs.whatsapp.media.FakeGraph.send;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFetcherTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final MediaStack stack = MediaStack.shared();
  private final FakeGraph graph = stack.graph;
  private final String wamid = unique("wamid");
  private final String id = unique("media");

  @Test
  void fileOfAMessageIsStoredAnnouncedAndServed() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);

    stack.receive(
        wamid, "image", Map.of("id", id, "mime_type", "image/jpeg", "sha256", Bodies.base64(body)));

    MediaEvent.Stored stored = stored();
    assertThat(stored.mediaUrl()).isEqualTo("/uploads/whatsapp/" + Bodies.hex(body) + ".jpg");
    assertThat(stored.messageId()).isEqualTo(MessageIds.ofWamid(wamid));
    assertThat(stored.mimeType()).isEqualTo("image/jpeg");
    assertThat(stored.fileSize()).isEqualTo(body.length);
    assertThat(stored.sha256()).isEqualTo(Bodies.hex(body));
    assertThat(stored.fileName()).isEqualTo("image.jpg");
    assertThat(stored.phoneNumberId()).isEqualTo(MediaStack.PHONE_NUMBER_ID);
    assertThat(stored.phoneNumber()).isEqualTo("+447700900417");
    assertThat(stored.customerId()).isEqualTo("GB.19930477720158826");
    assertThat(stack.instance.get(stored.mediaUrl()).body()).isEqualTo(body);
    assertThat(graph.lookupsOf(id))
        .containsExactly(
            new FakeGraph.Seen(
                "/v26.0/" + id,
                "phone_number_id=" + MediaStack.PHONE_NUMBER_ID,
                "Bearer " + FakeGraph.TOKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "image, image/jpeg, ffd8ffe0, image/jpeg, jpg",
    "image, image/png, 89504e470d0a1a0a, image/png, png",
    "sticker, image/webp, 524946462400000057454250565038, image/webp, webp",
    "video, video/mp4, 000000206674797069736f6d, video/mp4, mp4",
    "video, video/3gpp, 000000206674797033677034, video/3gpp, 3gp",
    "audio, audio/ogg; codecs=opus, 4f6767530002, audio/ogg, ogg",
    "audio, audio/amr, 2321414d520a, audio/amr, amr",
    "document, application/pdf, 255044462d312e37, application/pdf, pdf"
  })
  void everyKindOfMediaIsStored(
      String kind, String declared, String magic, String type, String extension) {
    byte[] body = Bodies.noisy(HexFormat.of().parseHex(magic), 900);
    graph.holds(id, body);

    stack.receive(wamid, kind, Map.of("id", id, "mime_type", declared, "sha256", Bodies.hex(body)));

    assertThat(stored().mimeType()).isEqualTo(type);
    assertThat(stored().mediaUrl()).endsWith("." + extension);
    assertThat(stored().fileName()).isEqualTo(kind + "." + extension);
  }

  @Test
  void traceOfTheMessageGoesOn() {
    graph.holds(id, Bodies.jpeg());
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    stack.kafka.produce(
        Topics.MESSAGES,
        "key",
        MediaStack.change(wamid, "image", Map.of("id", id)),
        KafkaServer.header("traceparent", trace));

    stored();
    var record =
        stack.kafka.drain(Topics.MEDIA).stream()
            .filter(one -> new String(one.value(), UTF_8).contains(wamid))
            .findFirst()
            .orElseThrow();
    assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(trace.getBytes(UTF_8));
    assertThat(record.headers().lastHeader("ce_type").value())
        .isEqualTo("whatsapp.media.stored".getBytes(UTF_8));
    assertThat(record.key()).isEqualTo(MediaStack.PHONE_NUMBER_ID + ":GB.19930477720158826");
  }

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

    stack.receive(wamid, "document", Map.of("id", id, "filename", "a.jpg"));
    stack.receive(other, "document", Map.of("id", otherId, "filename", "b.txt"));

    assertThat(stored(other).mediaUrl()).isEqualTo(stored(wamid).mediaUrl());
    assertThat(filesCalled(Bodies.hex(body))).hasSize(1);
    assertThat(stack.instance.get(stored().mediaUrl()).headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(name -> assertThat(name).doesNotContain("a.jpg", "b.txt"));
  }

  @Test
  void expiredUrlIsLookedUpAgainAtOnce() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    graph.delivers(
        id,
        (exchange, earlier) ->
            send(exchange, earlier == 0 ? 404 : 200, earlier == 0 ? new byte[0] : body));

    stack.receive(wamid, "image", Map.of("id", id));

    stored();
    assertThat(graph.lookupsOf(id)).hasSize(2);
    assertThat(stack.jobs(wamid).getFirst()).containsEntry("attempts", 1);
  }

  @Test
  void outageOfTheGraphApiIsWaitedOutAndVisiblyPending() {
    byte[] body = Bodies.jpeg();
    CountDownLatch over = new CountDownLatch(1);
    graph.delivers(id, body);
    graph.looksUp(
        id,
        (exchange, earlier) -> {
          boolean back = over.getCount() == 0;
          String answer = back ? location(graph.downloadUrl(id), body.length) : "down";
          send(exchange, back ? 200 : 503, answer.getBytes(UTF_8));
        });

    stack.receive(wamid, "image", Map.of("id", id));
    await().atMost(SOON).until(() -> graph.lookupsOf(id).size() >= 3);
    assertThat(stack.jobs(wamid).getFirst()).containsEntry("state", "pending");
    assertThat(stack.events(wamid)).isEmpty();
    over.countDown();

    assertThat(stored().sha256()).isEqualTo(Bodies.hex(body));
  }

  @Test
  void unknownMediaIdIsTriedAgainUntilTheWindowEnds() {
    stack.receive(wamid, "image", Map.of("id", id));
    await().atMost(SOON).until(() -> graph.lookupsOf(id).size() >= 2);

    PostgresServer.rows(
        stack.database,
        "update media_jobs set first_tried_at = now() - interval '6 days' where media_id = ?",
        id);

    assertThat(unavailable().reason()).isEqualTo("expired");
    await().until(() -> "unavailable".equals(stack.jobs(wamid).getFirst().get("state")));
  }

  @Test
  void wrongHashIsTriedThreeTimesAndNothingIsServed() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);

    stack.receive(wamid, "image", Map.of("id", id, "sha256", Bodies.base64(Bodies.text("other"))));

    assertThat(unavailable().reason()).isEqualTo("hash-mismatch");
    assertThat(graph.downloadsOf(id)).hasSize(3);
    assertThat(filesCalled(Bodies.hex(body))).isEmpty();
    assertThat(stack.instance.get("/uploads/whatsapp/" + Bodies.hex(body) + ".jpg").statusCode())
        .isEqualTo(404);
  }

  @Test
  void hashOfTheLookUpCountsToo() {
    byte[] body = Bodies.jpeg();
    graph.delivers(id, body);
    graph.looksUp(
        id,
        "{\"url\":\"%s\",\"sha256\":\"%s\",\"file_size\":%d}"
            .formatted(graph.downloadUrl(id), Bodies.hex(Bodies.text("other")), body.length));

    stack.receive(wamid, "image", Map.of("id", id, "sha256", Bodies.hex(body)));

    assertThat(unavailable().reason()).isEqualTo("hash-mismatch");
  }

  @Test
  void fileAnnouncedOverTheLimitIsNotAskedFor() {
    graph.looksUp(id, location(graph.downloadUrl(id), 70_000_001));

    stack.receive(wamid, "video", Map.of("id", id));

    assertThat(unavailable().reason()).isEqualTo("too-large");
    assertThat(graph.downloadsOf(id)).isEmpty();
  }

  @Test
  void limitOfAKindIsItsOwn() {
    graph.holds(id, Bodies.noisy(Bodies.text("RIFF....WEBPVP8 "), 1_000));

    stack.receive(wamid, "sticker", Map.of("id", id));

    assertThat(unavailable().reason()).isEqualTo("too-large");
  }

  @Test
  void endlessBodyIsCutOffAtTheLimit() {
    byte[] chunk = new byte[500];
    CountDownLatch cut = new CountDownLatch(1);
    graph.looksUp(id, location(graph.downloadUrl(id), 900));
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(chunk);
            }
          } catch (IOException goneAway) {
            cut.countDown();
          }
        });

    stack.receive(wamid, "sticker", Map.of("id", id));

    assertThat(unavailable().reason()).isEqualTo("too-large");
    await().atMost(SOON).until(() -> cut.getCount() == 0);
    assertThat(graph.downloadsOf(id)).hasSize(1);
    assertThat(incoming()).isEmpty();
  }

  @Test
  void longBodyBehindASmallAnnouncementIsNotRead() {
    graph.looksUp(id, location(graph.downloadUrl(id), 900));
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.sendResponseHeaders(200, 1L << 40);
          exchange.getResponseBody().write(new byte[100]);
          exchange.getResponseBody().flush();
        });

    stack.receive(wamid, "sticker", Map.of("id", id));

    assertThat(unavailable().reason()).isEqualTo("too-large");
  }

  @Test
  void truncatedBodyIsFetchedAgain() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.sendResponseHeaders(200, earlier == 0 ? 0 : body.length);
          exchange.getResponseBody().write(body, 0, earlier == 0 ? 700 : body.length);
        });

    stack.receive(wamid, "image", Map.of("id", id));

    assertThat(stored().sha256()).isEqualTo(Bodies.hex(body));
    assertThat(graph.downloadsOf(id)).hasSize(2);
  }

  @Test
  void redirectToAnotherHostIsNotFollowedAndItNeverSeesTheToken() {
    try (FakeGraph stranger = new FakeGraph()) {
      stranger.delivers("stolen", Bodies.jpeg());
      graph.looksUp(id, location(graph.downloadUrl(id), 100));
      graph.delivers(
          id,
          (exchange, earlier) -> {
            exchange.getResponseHeaders().set("Location", stranger.url() + "/bytes/stolen");
            exchange.sendResponseHeaders(302, -1);
          });

      stack.receive(wamid, "image", Map.of("id", id));

      await().atMost(SOON).until(() -> graph.downloadsOf(id).size() >= 2);
      assertThat(stranger.seen()).isEmpty();
      assertThat(stack.events(wamid)).isEmpty();
    }
  }

  @Test
  void urlOnAnotherHostIsNeverAsked() {
    try (FakeGraph stranger = new FakeGraph()) {
      stranger.delivers(id, Bodies.jpeg());
      graph.looksUp(id, location(stranger.downloadUrl(id), 100));

      stack.receive(wamid, "image", Map.of("id", id));

      await().atMost(SOON).until(() -> graph.lookupsOf(id).size() >= 2);
      assertThat(stranger.seen()).isEmpty();
    }
  }

  @Test
  void redirectToTheSameHostIsFollowed() {
    byte[] body = Bodies.jpeg();
    String elsewhere = unique("elsewhere");
    graph.delivers(elsewhere, body);
    graph.looksUp(id, location(graph.downloadUrl(id), body.length));
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.getResponseHeaders().set("Location", "/bytes/" + elsewhere);
          exchange.sendResponseHeaders(307, -1);
        });

    stack.receive(wamid, "image", Map.of("id", id));

    assertThat(stored().sha256()).isEqualTo(Bodies.hex(body));
  }

  @Test
  void mediaWithoutAnIdIsMissingAtOnce() {
    stack.receive(wamid, "video", Map.of("mime_type", "video/mp4"));

    assertThat(unavailable().reason()).isEqualTo("missing");
    assertThat(stack.jobs(wamid)).isEmpty();
  }

  @Test
  void unreadableRecordGoesAsideAndItsNeighboursGoOn() {
    graph.holds(id, Bodies.jpeg());
    String poison = unique("no message");

    stack.kafka.produce(Topics.MESSAGES, "key", poison);
    stack.receive(wamid, "image", Map.of("id", id));

    stored();
    await()
        .atMost(SOON)
        .until(
            () ->
                stack.kafka.drain(Topics.deadLetter(Topics.MESSAGES, "media-fetcher")).stream()
                    .anyMatch(record -> new String(record.value(), UTF_8).equals(poison)));
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
  void largeFileIsStreamed() {
    int size = 64 << 20;
    byte[] chunk = new byte[1 << 16];
    graph.looksUp(id, location(graph.downloadUrl(id), size));
    graph.delivers(
        id,
        (exchange, earlier) -> {
          exchange.sendResponseHeaders(200, size);
          for (int sent = 0; sent < size; sent += chunk.length) {
            exchange.getResponseBody().write(chunk);
          }
        });

    stack.receive(wamid, "video", Map.of("id", id));

    assertThat(stored().fileSize()).isEqualTo(size);
    assertThat(stack.directory.resolve(stored().sha256() + ".bin")).hasSize(size);
  }

  @Test
  void twoInstancesShareTheWork() {
    // One instance has 8 places: 12 downloads at once need both.
    CountDownLatch together = new CountDownLatch(12);
    List<String> ids = IntStream.range(0, 12).mapToObj(i -> unique("media")).toList();
    byte[] body = Bodies.jpeg();
    for (String one : ids) {
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
    try (MediaInstance second =
        MediaInstance.start(
            stack.kafka.bootstrapServers(), stack.database, graph, stack.directory)) {
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

  private List<Map<String, Object>> rows(String table, String sha256) {
    return PostgresServer.rows(
        stack.database, "select * from " + table + " where sha256 = ?", sha256);
  }

  private Map<String, Object> row(String table, String sha256) {
    return rows(table, sha256).getFirst();
  }

  private List<Path> filesCalled(String sha256) {
    return list(stack.directory).stream()
        .filter(path -> path.getFileName().toString().startsWith(sha256))
        .toList();
  }

  private List<Path> incoming() {
    return list(stack.directory.resolve(".incoming"));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until what lies on the topic now has been taken in and worked on. */
  private void afterAllSoFar() {
    String last = unique("wamid");
    String lastId = unique("media");
    graph.holds(lastId, Bodies.jpeg());
    stack.receive(last, "image", Map.of("id", lastId));
    stored(last);
  }

  private MediaEvent.Stored stored() {
    return stored(wamid);
  }

  private MediaEvent.Stored stored(String of) {
    return (MediaEvent.Stored) stack.event(of);
  }

  private MediaEvent.Unavailable unavailable() {
    return (MediaEvent.Unavailable) stack.event(wamid);
  }
}
