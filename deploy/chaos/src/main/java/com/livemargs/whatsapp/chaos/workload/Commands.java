package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Programs that send over the topic alone: so many conversations, each with its messages one after
 * the other, all at once and as fast as they are acknowledged.
 */
public final class Commands {

  private final Book book = new Book();
  private final Cluster cluster;
  private final int first;
  private volatile boolean givenUp;

  /**
   * Programs of their own.
   *
   * @param first number of the first conversation; others on the same cluster have others
   */
  public Commands(Cluster cluster, int first) {
    this.cluster = cluster;
    this.first = first;
  }

  /** What was promised. */
  public Book book() {
    return book;
  }

  /**
   * Sends some of each conversation, and gives up those that are not acknowledged in time.
   *
   * @param from the first of them, from 0
   * @param to the one after the last
   */
  public void send(int conversations, int from, int to, Duration patience) {
    try (Callers callers = new Callers(cluster, book, () -> givenUp);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < conversations; n++) {
        int caller = first + n;
        threads.execute(() -> send(callers, caller, from, to));
      }
      threads.shutdown();
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        givenUp = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Callers callers, int caller, int from, int to) {
    for (int turn = from; turn < to; turn++) {
      callers.overTopic(caller, turn);
    }
  }
}
