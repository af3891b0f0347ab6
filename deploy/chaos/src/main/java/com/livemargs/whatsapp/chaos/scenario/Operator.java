package com.livemargs.whatsapp.chaos.scenario;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Somebody who does things to the system beside its load; what goes wrong there is not forgotten.
 */
public final class Operator {

  private final FutureTask<Void> work;

  private Operator(FutureTask<Void> work) {
    this.work = work;
  }

  /** Sets somebody to work. */
  public static Operator start(Runnable work) {
    FutureTask<Void> task = new FutureTask<>(work, null);
    Thread.ofVirtual().name("operator").start(task);
    return new Operator(task);
  }

  /** Whether something is still to be done. */
  public boolean isAtWork() {
    return !work.isDone();
  }

  /**
   * Waits until all is done.
   *
   * @throws IllegalStateException if it could not be
   */
  public void finish() {
    try {
      work.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the operator failed", failed.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
