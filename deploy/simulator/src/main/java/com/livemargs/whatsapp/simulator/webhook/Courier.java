package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.ledger.Book;
import com.livemargs.whatsapp.simulator.ledger.DeliveryAttempt;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties.Redelivery;
import com.livemargs.whatsapp.simulator.webhook.WebhookClient.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Carries webhooks: several at once, each again and ever more rarely until it is answered 200. */
@Component
class Courier implements DisposableBean {

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Round current = new Round();
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

  /** All that is dispatched between two resets. */
  static final class Round {
    /** The first answers of what is not done. */
    private final Set<CompletableFuture<Answer>> open = ConcurrentHashMap.newKeySet();
  }

  /** One webhook from its dispatch on. */
  record Trip(Webhook webhook, Round round, CompletableFuture<Answer> first) {}

  /** Counts a webhook among those that wait for a 200, however late it is to leave. */
  Trip prepare(Webhook webhook) {
    var trip = new Trip(webhook, current, new CompletableFuture<>());
    trip.round().open.add(trip.first());
    return trip;
  }

  /** Sets out at once; done when the first attempt is over. */
  CompletableFuture<Void> depart(Trip trip) {
    return CompletableFuture.runAsync(() -> attempt(trip, 1, clock.instant()), carriers);
  }

  /** Runs a task that takes no time after a while: what is due first runs first. */
  void later(Duration delay, Runnable task) {
    timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  int pending() {
    return current.open.size();
  }

  /** How many are being posted, those among them that were forgotten since. */
  int onTheWire() {
    return rule.atOnce() - onTheWire.availablePermits();
  }

  /** Forgets all that waits. */
  void forget() {
    Round over = current;
    current = new Round();
    over.open.forEach(first -> first.complete(Answer.FORGOTTEN));
  }

  private void attempt(Trip trip, int number, Instant begun) {
    try {
      Answer answer = post(trip, number);
      trip.first().complete(answer);
      next(trip, number, begun, answer);
    } catch (InterruptedException e) {
      trip.first().completeExceptionally(e);
      Thread.currentThread().interrupt();
    }
  }

  // Whoever waited here while there was a reset is not delivered into what came after it, and what
  // was on the wire is written into the book that is over: hence first the book, then the look.
  private Answer post(Trip trip, int number) throws InterruptedException {
    onTheWire.acquire();
    try {
      Book book = ledger.book();
      if (isForgotten(trip)) {
        return Answer.FORGOTTEN;
      }
      Answer answer = client.post(trip.webhook());
      book.add(entry(trip.webhook(), number, answer));
      return answer;
    } finally {
      onTheWire.release();
    }
  }

  private void next(Trip trip, int number, Instant begun, Answer answer) {
    boolean acknowledged = answer.status() != null && answer.status() == 200;
    boolean tooOld = clock.instant().isAfter(begun.plus(rule.giveUpAfter()));
    if (acknowledged || tooOld || isForgotten(trip) || !trip.webhook().redeliver()) {
      trip.round().open.remove(trip.first());
    } else {
      Runnable again = () -> attempt(trip, number + 1, begun);
      later(delayAfter(number), () -> carriers.execute(again));
    }
  }

  private boolean isForgotten(Trip trip) {
    return trip.round() != current;
  }

  private Duration delayAfter(int attempts) {
    double growth = Math.pow(rule.factor(), attempts - 1.0);
    double millis = Math.min(rule.firstDelay().toMillis() * growth, rule.longestDelay().toMillis());
    return Duration.ofMillis((long) millis);
  }

  private DeliveryAttempt entry(Webhook webhook, int number, Answer answer) {
    return new DeliveryAttempt(
        clock.instant(),
        webhook.id(),
        number,
        webhook.sha256(),
        webhook.body().length,
        answer.status(),
        answer.problem(),
        answer.took().toMillis(),
        webhook.contents().messages(),
        webhook.contents().statuses());
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
    carriers.shutdownNow();
  }
}
