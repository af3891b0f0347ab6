package com.livemargs.whatsapp.simulator.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Runs the tasks of one lane one after the other, lanes side by side. */
final class Lanes {

  private final Map<String, CompletableFuture<?>> tails = new ConcurrentHashMap<>();

  <T> CompletableFuture<T> enter(String lane, Supplier<CompletableFuture<T>> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    CompletableFuture<?> before = tails.put(lane, done);
    CompletableFuture<?> turn = before == null ? CompletableFuture.completedFuture(null) : before;
    turn.handle((result, error) -> null)
        .thenCompose(free -> task.get())
        .whenComplete((result, error) -> finish(lane, done, result, error));
    return done;
  }

  private <T> void finish(String lane, CompletableFuture<T> done, T result, Throwable error) {
    tails.remove(lane, done);
    if (error == null) {
      done.complete(result);
    } else {
      done.completeExceptionally(error);
    }
  }
}
