package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Callers who are gone before their message is. */
class GoneCallersTest {

  private static final int EACH = 30;
  private static final String[] SLOW = {
    "OUTBOUND_MESSAGES_PER_SECOND", "1", "whatsapp.outbound.engine.patience", "1s"
  };

  @Test
  void noneTakesAConnectionOfThePoolAlong() {
    String database = PostgresServer.shared().newDatabase();
    String open =
        "select 1 from pg_stat_activity"
            + " where datname = current_database() and state = 'idle in transaction'";
    try (FakeGraph graph = new FakeGraph();
        LoneSender sender = LoneSender.start(graph, KafkaServer.shared(), database, SLOW)) {
      List<CompletableFuture<HttpResponse<String>>> waiting = asked(sender);
      List<CompletableFuture<HttpResponse<String>>> hangingUp = asked(sender);
      hangingUp.forEach(GoneCallersTest::hangUp);
      await()
          .until(
              () ->
                  Stream.concat(waiting.stream(), hangingUp.stream())
                      .allMatch(CompletableFuture::isDone));

      assertThat(waiting)
          .extracting(answer -> answer.join().statusCode())
          .isSubsetOf(200, 202)
          .contains(202);
      await().until(() -> sender.gauge("r2dbc.pool.acquired") == 0);
      await().until(() -> PostgresServer.rows(database, open).isEmpty());
    }
  }

  private static List<CompletableFuture<HttpResponse<String>>> asked(LoneSender sender) {
    return IntStream.range(0, EACH)
        .mapToObj(i -> sender.asked(OutboundTest.text(OutboundTest.newPhone(), "x")))
        .toList();
  }

  // At some moment while it is written down, looked after or answered.
  private static void hangUp(CompletableFuture<?> answer) {
    long millis = ThreadLocalRandom.current().nextLong(1_200);
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(() -> answer.cancel(true));
  }
}
