package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Ports;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sees when sampled messages can be read from a store: a reader asks for those that are still
 * missing every 25 milliseconds. What it tells includes that pause and the reader's own query, so
 * it is never too good; both clocks are this process's.
 */
public final class Sightings implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(25);

  private final Function<Collection<String>, List<String>> present;
  private final Map<String, Long> awaited = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final Thread reader;
  private volatile boolean running = true;

  /**
   * Starts looking.
   *
   * @param present which of these wamids a store shows to a reader
   */
  public Sightings(String store, Function<Collection<String>, List<String>> present) {
    this.present = present;
    this.reader = Thread.ofPlatform().daemon().name("sightings-" + store).start(this::look);
  }

  /** Waits for this message, which was sent at this {@link System#nanoTime}. */
  public void await(String wamid, long sent) {
    awaited.put(wamid, sent);
  }

  private void look() {
    while (running) {
      if (!awaited.isEmpty()) {
        List<String> found = present.apply(List.copyOf(awaited.keySet()));
        long now = System.nanoTime();
        found.forEach(wamid -> note(wamid, now));
      }
      Ports.pause(PAUSE);
    }
  }

  private void note(String wamid, long now) {
    Long sent = awaited.remove(wamid);
    if (sent != null) {
      seen.put(wamid, now - sent);
    }
  }

  /** How many are not there yet. */
  public int missing() {
    return awaited.size();
  }

  /** From sent to seen, nanoseconds, sorted. */
  public long[] nanos() {
    return seen.values().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** Until a message was seen both here and there, nanoseconds, sorted. */
  public long[] nanosUntilAlso(Sightings there) {
    return seen.entrySet().stream()
        .filter(here -> there.seen.containsKey(here.getKey()))
        .mapToLong(here -> Math.max(here.getValue(), there.seen.getOrDefault(here.getKey(), 0L)))
        .sorted()
        .toArray();
  }

  @Override
  public void close() {
    running = false;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
