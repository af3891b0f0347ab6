package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Ports;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private final ConcurrentLinkedQueue<Long> seen = new ConcurrentLinkedQueue<>();
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
        found.forEach(wamid -> note(awaited.remove(wamid), now));
      }
      Ports.pause(PAUSE);
    }
  }

  private void note(@org.jspecify.annotations.Nullable Long sent, long now) {
    if (sent != null) {
      seen.add(now - sent);
    }
  }

  /** How many are not there yet. */
  public int missing() {
    return awaited.size();
  }

  /** From sent to seen, nanoseconds, sorted. */
  public long[] nanos() {
    long[] all = seen.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(all);
    return all;
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
