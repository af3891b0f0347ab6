package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.store.Listener;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Participants in the rooms of the first customers, and when messages for them were sent. */
final class Audience implements AutoCloseable {

  static final int ROOMS = 4;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final List<Listener> listeners;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final long epochMinusNanos =
      System.currentTimeMillis() * NANOS_PER_MILLI - System.nanoTime();

  Audience(Site site) {
    listeners =
        site.liveKit().stream()
            .flatMap(
                server ->
                    IntStream.range(0, ROOMS)
                        .boxed()
                        .flatMap(
                            one -> Listener.join(site.root(), server, Webhooks.room(one)).stream()))
            .toList();
  }

  boolean isThere() {
    return !listeners.isEmpty();
  }

  void sent(Webhook webhook, long nanos) {
    sent.put(webhook.wamid(), nanos + epochMinusNanos);
  }

  int missing() {
    long heard =
        listeners.stream()
            .mapToLong(it -> it.heard().keySet().stream().filter(sent::containsKey).count())
            .sum();
    return sent.size() - Math.toIntExact(heard);
  }

  /** From sent to heard, nanoseconds, sorted; whole milliseconds, as the participant's clock. */
  long[] nanos() {
    long[] all =
        listeners.stream()
            .flatMap(listener -> listener.heard().entrySet().stream())
            .filter(heard -> sent.containsKey(heard.getKey()))
            .mapToLong(
                heard -> heard.getValue() * NANOS_PER_MILLI - sent.getOrDefault(heard.getKey(), 0L))
            .toArray();
    Arrays.sort(all);
    return all;
  }

  @Override
  public void close() {
    listeners.forEach(Listener::close);
  }
}
