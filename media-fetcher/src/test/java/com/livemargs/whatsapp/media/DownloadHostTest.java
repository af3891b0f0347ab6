package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadHostTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MediaStack stack = MediaStack.shared();
  private final FakeGraph graph = stack.graph;
  private final String wamid = unique("wamid");
  private final String id = unique("media");

  /** A refused job would come again and again. */
  @AfterEach
  void forget() {
    PostgresServer.rows(stack.database, "delete from media_jobs where media_id = ?", id);
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

  private MediaEvent.Stored stored() {
    return stored(wamid);
  }

  private MediaEvent.Stored stored(String of) {
    return (MediaEvent.Stored) stack.event(of);
  }
}
