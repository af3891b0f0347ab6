package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MediaLimitsTest extends MediaTest {

  @Test
  void fileAnnouncedOverTheLimitIsNotAskedFor() {
    graph.looksUp(id, location(graph.downloadUrl(id), 104_857_601));

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
    await().atMost(SOON).until(() -> incoming().isEmpty());
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

  private List<Path> incoming() {
    return list(stack.directory.resolve(".incoming"));
  }
}
