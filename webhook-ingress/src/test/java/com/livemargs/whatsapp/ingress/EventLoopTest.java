package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Forgery;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Samples;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whatever the broker does, nothing waits on a thread that serves connections. */
class EventLoopTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ConcurrentLinkedQueue<Error> BLOCKED = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void watch() {
    BlockHound.builder()
        .loadIntegrations()
        .blockingMethodCallback(
            method -> note(new Error("blocked in " + method + " on " + thread())))
        .install();
  }

  // A thread that waited for work when the watch began is in that method as it was before.
  private static void note(Error blocked) {
    boolean idle =
        Stream.of(blocked.getStackTrace())
            .anyMatch(frame -> frame.getClassName().endsWith("$DelayedWorkQueue"));
    if (!idle) {
      BLOCKED.add(blocked);
    }
  }

  private static String thread() {
    return Thread.currentThread().getName();
  }

  @Test
  void theWatchNoticesWhoBlocks() {
    Mono.fromRunnable(() -> LockSupport.parkNanos(1_000))
        .subscribeOn(Schedulers.parallel())
        .block(PATIENCE);

    assertThat(BLOCKED).isNotEmpty();
    BLOCKED.clear();
  }

  @Test
  void eventLoopsNeverBlockWithABrokerWithoutItAndAfterItsReturn() {
    try (KafkaServer kafka = KafkaServer.start();
        LoneDoor door = LoneDoor.start(kafka)) {
      WebhookClient meta = door.meta;
      BLOCKED.clear();
      everything(meta);

      kafka.stop();
      everything(meta);
      door.awaitReadiness(503);
      everything(meta);
      assertThat(meta.deliverOnce(Samples.bytes("messages.text")).statusCode()).isEqualTo(503);

      kafka.restart();
      byte[] body = Samples.bytes("messages.image");
      await().atMost(PATIENCE).until(() -> meta.deliverOnce(body).statusCode() == 200);

      assertThat(BLOCKED).isEmpty();
    }
  }

  private static void everything(WebhookClient meta) {
    for (byte[] sample : List.copyOf(Samples.webhooks().values()).subList(0, 20)) {
      meta.deliverOnce(sample);
    }
    Random random = new Random(1);
    for (int kind = 0; kind < Forgery.COUNT; kind++) {
      Forgery forgery =
          Forgery.of(kind, WebhookClient.SECRET, Samples.bytes("messages.text"), random);
      int answer =
          meta.post(
                  BodyPublishers.ofByteArray(forgery.body()),
                  request -> {
                    forgery
                        .signatures()
                        .forEach(shown -> request.header(SignedWebhook.HEADER, shown));
                    return request;
                  })
              .statusCode();
      assertThat(answer).isEqualTo(401);
    }
    meta.get("?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1");
    meta.post(BodyPublishers.ofByteArray(new byte[5 << 20]), request -> request);
  }
}
