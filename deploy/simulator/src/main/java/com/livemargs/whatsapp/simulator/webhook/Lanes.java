package com.livemargs.whatsapp.simulator.webhook;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Runs the tasks of one lane one after the other, lanes side by side. */
final class Lanes {

  private final Map<String, CompletableFuture<?>> tails = new ConcurrentHashMap<>();

  void enter(String lane, Supplier<CompletableFuture<Void>> task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<?> before = tails.put(lane, done);
    CompletableFuture<?> turn = before == null ? CompletableFuture.completedFuture(null) : before;
    turn.thenCompose(free -> task.get())
        .whenComplete(
            (result, error) -> {
              tails.remove(lane, done);
              done.complete(null);
            });
  }
}
