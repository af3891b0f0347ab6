package com.livemargs.whatsapp.media;

import static com.livemargs.whatsapp.media.FakeGraph.send;
import static com.livemargs.whatsapp.media.MediaStack.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.media.FakeGraph.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A lease of an hour: nothing here is ever taken because a lease has ended. A stop that takes its
 * time: how long a busy machine needs for it is no matter here.
 */
class MediaStopTest {

  private static final String[] SETTINGS = {
    "whatsapp.media.jobs.lease=1h",
    "whatsapp.media.jobs.hand-back=60s",
    "whatsapp.shutdown-phase=60s"
  };
  private static final Duration SOON = Duration.ofSeconds(60);

  private final MediaStack stack = MediaStack.own(SETTINGS);
  private final FakeGraph graph = stack.graph;
  private final String wamid = unique("wamid");
  private final String id = unique("media");
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    stack.close();
  }

  @Test
  void fileOfAStoppedInstanceIsTakenByAnotherAtOnce() {
    byte[] body = Bodies.jpeg();
    graph.holds(id, body);
    graph.delivers(
        id,
        (exchange, earlier) -> {
          if (earlier == 0) {
            hangs().to(exchange, earlier);
          }
          send(exchange, 200, body);
        });
    stack.receive(wamid, "image", Map.of("id", id));
    await().atMost(SOON).until(() -> graph.downloadsOf(id).size() == 1);

    try (MediaInstance other = stack.another(SETTINGS)) {
      other.awaitReady();
      stack.instance.close();

      assertThat(((MediaEvent.Stored) stack.event(wamid)).sha256()).isEqualTo(Bodies.hex(body));
      await().atMost(SOON).until(() -> "stored".equals(job().get("state")));
      assertThat(job()).containsEntry("attempts", 1);
      assertThat(graph.downloadsOf(id)).hasSize(2);
    }
  }

  @Test
  void jobWhoseRowHadNotArrivedIsHandedBackToo() throws InterruptedException {
    leasesWaitAtAGate();
    graph.looksUp(id, hangs());
    stack.receive(wamid, "image", Map.of("id", id));
    await()
        .atMost(SOON)
        .until(
            () ->
                (boolean) stack.sql("select is_called from arrivals").getFirst().get("is_called"));

    Thread stop = Thread.startVirtualThread(stack.instance::close);
    await().atMost(SOON).until(stack.instance.context()::isClosed);
    stack.sql("insert into gate values (true)");
    stop.join();

    assertThat(job())
        .containsEntry("state", "pending")
        .containsEntry("lease", null)
        .containsEntry("attempts", 0);
    assertThat(stack.sql("select 1 from media_jobs where due_at <= now()")).hasSize(1);
  }

  /** A slow database: it has been asked for jobs and has not answered yet. */
  private void leasesWaitAtAGate() {
    stack.sql("create table gate (open boolean)");
    stack.sql("create sequence arrivals");
    stack.sql(
        """
        create function wait_at_gate() returns trigger language plpgsql as $$
        begin
          perform nextval('arrivals');
          while not exists (select from gate) loop
            perform pg_sleep(0.01);
          end loop;
          return new;
        end $$
        """);
    stack.sql(
        """
        create trigger waits before update on media_jobs for each row
        when (old.lease is null and new.lease is not null) execute function wait_at_gate()
        """);
  }

  private Answer hangs() {
    return (exchange, earlier) -> {
      try {
        over.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
    };
  }

  private Map<String, Object> job() {
    return stack.jobs(wamid).getFirst();
  }
}
