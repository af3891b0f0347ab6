package com.livemargs.whatsapp.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.testkit.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

class WebhookPublisherTest {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final Deadlines deadlines = new Deadlines();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WebhookPublisher publisher =
      new WebhookPublisher(
          () -> producer,
          new WebhookPublisher.Work(Runnable::run, deadlines, Duration.ofMinutes(1)),
          new Circuit(() -> true, System::nanoTime),
          new LinkMemory(1),
          new PublishMetrics(meters));

  @AfterEach
  void listenNoMore() {
    deadlines.close();
    Hooks.resetOnErrorDropped();
  }

  @Test
  void aFailureAfterTheAnswerIsNobodysError() {
    ConcurrentLinkedQueue<Throwable> dropped = new ConcurrentLinkedQueue<>();
    Hooks.onErrorDropped(dropped::add);
    Mono<WebhookPublisher.Kept> impatient =
        publisher.publish(Samples.bytes("messages.text"), TRACE).timeout(Duration.ofMillis(20));

    assertThatThrownBy(impatient::block)
        .extracting(Exceptions::unwrap)
        .isInstanceOf(TimeoutException.class);
    while (producer.errorNext(new org.apache.kafka.common.errors.TimeoutException("late"))) {
      assertThat(dropped).isEmpty();
    }

    assertThat(producer.history()).isNotEmpty();
    assertThat(dropped).isEmpty();
  }

  @Test
  void historyIsOldAndTellsNothingOfMetasDelay() {
    Mono<WebhookPublisher.Kept> history =
        publisher.publish(Samples.bytes("history.threads"), TRACE);

    assertThat(acknowledged(history)).isEqualTo(WebhookPublisher.Kept.STORED);

    assertThat(meters.timer("whatsapp.webhook.age").count()).isZero();
    assertThat(acknowledged(publisher.publish(Samples.bytes("messages.text"), TRACE)))
        .isEqualTo(WebhookPublisher.Kept.STORED);
    assertThat(meters.timer("whatsapp.webhook.age").count()).isOne();
  }

  private WebhookPublisher.@Nullable Kept acknowledged(Mono<WebhookPublisher.Kept> answer) {
    CompletableFuture<WebhookPublisher.Kept> kept = answer.toFuture();
    while (producer.completeNext()) {
      assertThat(producer.history()).isNotEmpty();
    }
    return kept.join();
  }

  @Test
  void aFailureInTimeIsToldAsItIs() {
    Mono<WebhookPublisher.Kept> answer =
        publisher.publish(Samples.bytes("messages.text"), TRACE).cache();
    answer.timeout(Duration.ofMillis(20)).onErrorComplete().block();

    producer.errorNext(new org.apache.kafka.common.errors.TimeoutException("soon"));

    assertThatThrownBy(answer::block)
        .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
  }
}
