package com.livemargs.whatsapp.ingress.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Threads that do work in rows: what comes first waits a little for company, so that all of a row
 * reaches the producer at once and travels to the broker in one request. One thread gathers while
 * the others work.
 */
public final class GatheringThreads implements Executor, AutoCloseable {

  private static final Runnable NOTHING = () -> {};

  private final BlockingQueue<Runnable> waiting;
  private final Row row;
  private final ReentrantLock gathering = new ReentrantLock();
  private volatile @Nullable Thread gatherer;
  private volatile boolean closing;

  /**
   * When a row is complete.
   *
   * @param enough as soon as so many are there, 1 or more
   * @param patience or so long after the first of them came to be taken
   */
  public record Row(int enough, Duration patience) {}

  /**
   * Starts them.
   *
   * @param queued how many may wait; more are refused
   */
  public GatheringThreads(int threads, int queued, Row row) {
    this.waiting = new LinkedBlockingQueue<>(queued);
    this.row = row;
    CustomizableThreadFactory factory = new CustomizableThreadFactory("webhook-");
    factory.setDaemon(true);
    for (int i = 0; i < threads; i++) {
      factory.newThread(this::work).start();
    }
  }

  /**
   * Takes work over; never waits.
   *
   * @throws RejectedExecutionException when too much waits
   */
  @Override
  public void execute(Runnable task) {
    if (!waiting.offer(task)) {
      throw new RejectedExecutionException("too many webhooks wait for a thread");
    }
    if (isRow()) {
      LockSupport.unpark(gatherer);
    }
  }

  // The first of a row is in the gatherer's hands.
  private boolean isRow() {
    return waiting.size() >= row.enough() - 1;
  }

  private void work() {
    try {
      while (!closing || !waiting.isEmpty()) {
        gather().forEach(Runnable::run);
      }
    } catch (InterruptedException nobodyWantsUsAnyMore) {
      Thread.currentThread().interrupt();
    } finally {
      wakeNext();
    }
  }

  private List<Runnable> gather() throws InterruptedException {
    gathering.lockInterruptibly();
    try {
      List<Runnable> tasks = new ArrayList<>(row.enough());
      tasks.add(waiting.take());
      awaitCompany();
      waiting.drainTo(tasks, row.enough() - 1);
      return tasks;
    } finally {
      gathering.unlock();
    }
  }

  private void awaitCompany() {
    gatherer = Thread.currentThread();
    long start = System.nanoTime();
    long left = row.patience().toNanos();
    while (!isRow() && !closing && left > 0) {
      LockSupport.parkNanos(this, left);
      left = row.patience().toNanos() - (System.nanoTime() - start);
    }
  }

  private void wakeNext() {
    waiting.offer(NOTHING);
    LockSupport.unpark(gatherer);
  }

  /** Ends the threads once what waits is done; returns at once. */
  @Override
  public void close() {
    closing = true;
    wakeNext();
  }
}
