package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.ledger.DeliveryAttempt;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties.Redelivery;
import com.livemargs.whatsapp.simulator.webhook.WebhookClient.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Carries webhooks: several at once, each again and ever more rarely until it is answered 200. */
@Component
class Courier implements DisposableBean {

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Round current = new Round(new AtomicInteger());
  private final Semaphore onTheWire;
  private final Redelivery rule;
  private final WebhookClient client;
  private final Ledger ledger;
  private final Clock clock;

  Courier(SimulatorProperties settings, WebhookClient client, Ledger ledger, Clock clock) {
    this.rule = settings.redelivery();
    this.client = client;
    this.ledger = ledger;
    this.clock = clock;
    this.onTheWire = new Semaphore(rule.atOnce());
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("webhooks").factory());
  }

  /** All that set out between two resets, with the number of those not yet done. */
  private record Round(AtomicInteger pending) {}

  /** One webhook from its first attempt on. */
  private record Trip(
      Webhook webhook, Round round, Instant begun, CompletableFuture<Answer> first) {}

  /** Sets out at once; the result is the first attempt's. */
  CompletableFuture<Answer> carry(Webhook webhook) {
    Round round = current;
    round.pending().incrementAndGet();
    var trip = new Trip(webhook, round, clock.instant(), new CompletableFuture<>());
    carriers.execute(() -> attempt(trip, 1));
    return trip.first();
  }

  /** Runs a task after a while, unless there is a reset before. */
  void later(Duration delay, Runnable task) {
    Round round = current;
    Runnable due =
        () -> {
          if (round.equals(current)) {
            carriers.execute(task);
          }
        };
    timer.schedule(due, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  int pending() {
    return current.pending().get();
  }

  /** Forgets all that waits. */
  void forget() {
    current = new Round(new AtomicInteger());
  }

  private void attempt(Trip trip, int number) {
    try {
      Answer answer = post(trip);
      record(trip.webhook(), number, answer);
      trip.first().complete(answer);
      next(trip, number, answer);
    } catch (InterruptedException e) {
      trip.first().completeExceptionally(e);
      Thread.currentThread().interrupt();
    }
  }

  // Whoever waited here while there was a reset is not delivered into what came after it.
  private Answer post(Trip trip) throws InterruptedException {
    onTheWire.acquire();
    try {
      return isForgotten(trip) ? Answer.FORGOTTEN : client.post(trip.webhook());
    } finally {
      onTheWire.release();
    }
  }

  private void next(Trip trip, int number, Answer answer) {
    boolean acknowledged = answer.status() != null && answer.status() == 200;
    boolean tooOld = clock.instant().isAfter(trip.begun().plus(rule.giveUpAfter()));
    if (acknowledged || tooOld || isForgotten(trip) || !trip.webhook().redeliver()) {
      trip.round().pending().decrementAndGet();
    } else {
      later(delayAfter(number), () -> attempt(trip, number + 1));
    }
  }

  private boolean isForgotten(Trip trip) {
    return !trip.round().equals(current);
  }

  private Duration delayAfter(int attempts) {
    double growth = Math.pow(rule.factor(), attempts - 1.0);
    double millis = Math.min(rule.firstDelay().toMillis() * growth, rule.longestDelay().toMillis());
    return Duration.ofMillis((long) millis);
  }

  private void record(Webhook webhook, int number, Answer answer) {
    ledger.add(
        new DeliveryAttempt(
            clock.instant(),
            webhook.id(),
            number,
            webhook.sha256(),
            webhook.body().length,
            answer.status(),
            answer.problem(),
            answer.took().toMillis(),
            webhook.contents().messages(),
            webhook.contents().statuses()));
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
    carriers.shutdownNow();
  }
}
