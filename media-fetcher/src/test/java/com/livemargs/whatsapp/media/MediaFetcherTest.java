package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFetcherTest extends MediaTest {

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
  void fileWithAVeryLongNameIsStoredAtTheFirstTry() {
    graph.holds(id, Bodies.jpeg());
    String name = letters(4_000) + ".jpg";

    stack.receive(wamid, "document", Map.of("id", id, "filename", name));

    assertThat(stored().fileName())
        .hasSize(255)
        .startsWith(name.substring(0, 200))
        .endsWith(".jpg");
    assertThat(graph.downloadsOf(id)).hasSize(1);
    assertThat(stack.instance.get(stored().mediaUrl()).statusCode()).isEqualTo(200);
  }

  // At random: nothing that PostgreSQL could make shorter.
  private static String letters(int count) {
    return new Random()
        .ints(count, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
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
  void thatAMessageWasImportedFromBeforeGoesOn() {
    graph.holds(id, Bodies.jpeg());
    String missing = MediaStack.unique("wamid");
    double before = stack.instance.fetches("missing");
    String change = MediaStack.change(wamid, "image", Map.of("id", id));

    stack.kafka.produce(Topics.MESSAGES, "key", imported(change));
    stack.kafka.produce(
        Topics.MESSAGES,
        "key",
        imported(MediaStack.change(missing, "image", Map.of("mime_type", "image/jpeg"))));

    assertThat(stored().history()).isTrue();
    assertThat(stack.event(missing).history()).isTrue();
    // Counted after it was told: another test counts from here.
    await().until(() -> stack.instance.fetches("missing") == before + 1);
  }

  @Test
  void fileOfTodayDoesNotWaitForAnImport() {
    CountDownLatch today = new CountDownLatch(1);
    int imported = 20;
    IntStream.range(0, imported).forEach(i -> deliverAfter(today, id + "." + i));
    graph.holds(id + "." + imported, Bodies.jpeg());

    // All are due when the first is taken, and that of today last.
    stack.sql(
        """
        insert into media_jobs (whatsapp_message_id, media_id, conversation_key, kind, expires_at,
          history, due_at)
        select 'wamid.' || media, media, 'key', 'image', now() + interval '1 day', i < last,
          now() - interval '1 minute' * (last - i)
        from (select ? || '.' || i as media, i, max(i) over () as last
          from generate_series(0, ?) as i) as files
        """,
        id,
        imported);

    try {
      stored("wamid." + id + "." + imported);
    } finally {
      today.countDown();
    }
    IntStream.range(0, imported).forEach(i -> stored("wamid." + id + "." + i));
  }

  private void deliverAfter(CountDownLatch other, String media) {
    byte[] body = Bodies.jpeg();
    graph.holds(media, body);
    graph.delivers(
        media,
        (exchange, earlier) -> {
          try {
            FakeGraph.send(exchange, other.await(20, TimeUnit.SECONDS) ? 200 : 503, body);
          } catch (InterruptedException stopped) {
            throw new IOException(stopped);
          }
        });
  }

  private static String imported(String change) {
    return change.replace("\"field\":\"messages\"", "\"field\":\"history\"");
  }

  @Test
  void mediaWithoutAnIdIsMissingAtOnceAndCounted() {
    double before = stack.instance.fetches("missing");

    stack.receive(wamid, "video", Map.of("mime_type", "video/mp4"));

    assertThat(unavailable().reason()).isEqualTo("missing");
    assertThat(stack.jobs(wamid)).isEmpty();
    await().until(() -> stack.instance.fetches("missing") == before + 1);
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
  void tombstoneIsNoDeadLetter() {
    graph.holds(id, Bodies.jpeg());

    stack.kafka.produce(Topics.MESSAGES, id, (byte[]) null);
    String next = MediaStack.change(wamid, "image", Map.of("id", id));
    stack.kafka.produce(Topics.MESSAGES, id, next);

    stored();
    assertThat(stack.kafka.drain(Topics.deadLetter(Topics.MESSAGES, "media-fetcher")))
        .noneMatch(record -> id.equals(record.key()));
  }

  @Test
  void readinessSaysThatAllPartsWork() {
    await()
        .until(
            () -> stack.instance.getWithoutKey("/actuator/health/readiness").statusCode() == 200);
    String metrics = new String(stack.instance.getWithoutKey("/actuator/prometheus").body(), UTF_8);
    assertThat(metrics)
        .contains(
            "whatsapp_media_fetch_total{outcome=\"stored\"",
            "whatsapp_media_bytes_total",
            "whatsapp_media_pending_age_seconds",
            "whatsapp_media_disk_free_ratio");
  }
}
