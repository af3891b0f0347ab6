package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks instances something that their event loops answer alone, every few milliseconds, whether or
 * not the question before was answered: whatever blocks a loop shows as slow answers here, one for
 * each question that waited.
 */
final class Probe implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(20);

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Probe(List<Instance> instances) {
    instances.forEach(it -> threads.submit(() -> ask(it)));
  }

  private void ask(Instance instance) {
    while (!Thread.currentThread().isInterrupted()) {
      long due = System.nanoTime();
      threads.submit(() -> ask(instance, due));
      Wait.pause(EVERY);
    }
  }

  private void ask(Instance instance, long due) {
    Web.call("PUT", instance.url("/whatsapp/webhook"), new byte[0]);
    nanos.add(System.nanoTime() - due);
  }

  /** What was measured since the last call. */
  Latency take() {
    List<Long> all = List.copyOf(nanos);
    nanos.removeAll(all);
    return Latency.of(all);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
