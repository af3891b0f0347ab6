package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Webhooks at a steady rate as from Meta, each repeated with growing pauses until it was answered
 * 200.
 */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** One answer: when it was asked for, how long it took, what it was. */
  record Answer(long askedNanos, long tookNanos, int status) {}

  private final List<URI> doors;
  private final String prefix;
  private final Duration every;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Map<String, Boolean> taken = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean on = new AtomicBoolean(true);
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

  Traffic(Cluster cluster, String prefix, Duration every) {
    this.doors =
        cluster.instances(Service.INGRESS).stream().map(it -> it.url("/whatsapp/webhook")).toList();
    this.prefix = prefix;
    this.every = every;
    senders.submit(this::go);
  }

  private void go() {
    while (on.get()) {
      int number = sent.getAndIncrement();
      senders.submit(() -> deliver(number));
      Wait.pause(every);
    }
  }

  private void deliver(int number) {
    String wamid = prefix + number;
    taken.put(wamid, false);
    byte[] body =
        Payloads.webhook(
            Payloads.text("49155501700" + number % 10, wamid, 1_780_000_000L + number, "t"));
    String signature = Door.sign(body);
    Duration pause = AGAIN;
    for (int attempt = 0; !attempt(number + attempt, body, signature); attempt++) {
      Wait.pause(pause);
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
    taken.put(wamid, true);
  }

  private boolean attempt(int number, byte[] body, String signature) {
    long asked = System.nanoTime();
    int status =
        Web.post(doors.get(number % doors.size()), body, PATIENCE, "X-Hub-Signature-256", signature)
            .status();
    answers.add(new Answer(asked, System.nanoTime() - asked, status));
    return status == 200;
  }

  /** Lets no more be sent and waits until each is answered 200. */
  boolean finish(Duration patience) {
    on.set(false);
    return Wait.until(patience, () -> !taken.containsValue(false));
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  List<String> sent() {
    return new ArrayList<>(taken.keySet());
  }

  @Override
  public void close() {
    on.set(false);
    senders.shutdownNow();
  }
}
