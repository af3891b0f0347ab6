package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static com.livemargs.whatsapp.media.FakeGraph.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFaultsTest extends MediaTest {

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

  @ParameterizedTest
  @ValueSource(ints = {0, 200, -200})
  void hashOfTheLookUpCountsTooWhateverTheLength(int more) {
    byte[] body = Bodies.jpeg();
    graph.delivers(id, body);
    graph.looksUp(
        id,
        "{\"url\":\"%s\",\"sha256\":\"%s\",\"file_size\":%d}"
            .formatted(
                graph.downloadUrl(id), Bodies.hex(Bodies.text("other")), body.length + more));

    stack.receive(wamid, "image", Map.of("id", id, "sha256", Bodies.hex(body)));

    assertThat(unavailable().reason()).isEqualTo("hash-mismatch");
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
    assertThat(stack.jobs(wamid).getFirst()).containsEntry("attempts", 2);
  }
}
