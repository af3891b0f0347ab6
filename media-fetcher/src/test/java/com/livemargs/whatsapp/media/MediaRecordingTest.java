package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.location;
import static com.livemargs.whatsapp.media.FakeGraph.send;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A database that refuses to record what became of a file. A lease of an hour: no job comes again
 * because its lease has ended. One place: a job that does not end keeps all others from starting.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaRecordingTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final MediaStack stack =
      MediaStack.own("whatsapp.media.jobs.lease=1h", "MEDIA_PARALLELISM=1");
  private final FakeGraph graph = stack.graph;

  @AfterEach
  void recordAgain() {
    stack.sql("drop function refuse cascade");
    stack.sql("drop sequence refusals");
  }

  @AfterAll
  void close() {
    stack.close();
  }

  @Test
  void resultThatWasRefusedIsRecordedLaterWithoutAnotherDownload() {
    String id = unique("media");
    refuse(id, 2);
    graph.holds(id, Bodies.jpeg());

    receive(id);

    awaitStored(id);
    assertThat(refusals()).isEqualTo(3);
    assertThat(graph.downloadsOf(id)).hasSize(1);
    assertThat(stack.events("wamid." + id)).hasSize(1);
  }

  @Test
  void failureThatCouldNotBeRecordedIsTriedAgainAllTheSame() {
    String id = unique("media");
    byte[] body = Bodies.jpeg();
    refuse(id, 2);
    graph.delivers(id, body);
    graph.looksUp(
        id,
        (exchange, earlier) ->
            send(
                exchange,
                earlier == 0 ? 404 : 200,
                location(graph.downloadUrl(id), body.length).getBytes(UTF_8)));

    receive(id);

    awaitStored(id);
    assertThat(stack.jobs("wamid." + id).getFirst()).containsEntry("attempts", 2);
  }

  @Test
  void jobThatAnotherInstanceHasTakenEndsHere() {
    String lost = unique("media");
    String next = unique("media");
    refuse(lost, Integer.MAX_VALUE);
    graph.holds(lost, Bodies.jpeg());
    graph.holds(next, Bodies.jpeg());
    receive(lost);
    await().atMost(SOON).until(() -> refusals() > 0);
    receive(next);

    stack.sql("update media_jobs set lease = gen_random_uuid() where media_id = ?", lost);

    awaitStored(next);
    assertThat(stack.jobs("wamid." + lost).getFirst()).containsEntry("state", "pending");
  }

  private void receive(String id) {
    stack.receive("wamid." + id, "image", Map.of("id", id));
  }

  private void awaitStored(String id) {
    await()
        .atMost(SOON)
        .until(
            () ->
                stack.jobs("wamid." + id).stream()
                    .anyMatch(job -> "stored".equals(job.get("state"))));
  }

  /** Lets the database refuse, so many times, to record what became of a file. */
  private void refuse(String id, int times) {
    stack.sql("create sequence refusals");
    stack.sql(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          if nextval('refusals') <= %d then
            raise exception 'refused';
          end if;
          return new;
        end $$
        """
            .formatted(times));
    stack.sql(
        """
        create trigger refuses before update on media_jobs for each row
        when (new.lease is null and new.media_id = '%s') execute function refuse()
        """
            .formatted(id));
  }

  /** How often the database was asked to record it. */
  private long refusals() {
    return (long)
        stack
            .sql("select case when is_called then last_value else 0 end as calls from refusals")
            .getFirst()
            .get("calls");
  }
}
