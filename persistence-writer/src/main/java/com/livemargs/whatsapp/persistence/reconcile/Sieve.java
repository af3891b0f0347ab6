package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.intake.Ages;
import com.livemargs.whatsapp.persistence.intake.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps of many records the messages that neither store holds. It asks the stores for some at a
 * time, so that it holds little however long the log is.
 */
final class Sieve {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 1_000;

  private final List<Side> sides;
  private final Ages ages;
  private final Instant from;
  private final Instant to;
  private final Instant alive;
  private final List<Mention> unasked = new ArrayList<>();
  private final Map<UUID, Mention> lost = new LinkedHashMap<>();
  private boolean expired;

  Sieve(List<Side> sides, Ages ages, Instant from, Instant to, Instant alive) {
    this.sides = sides;
    this.ages = ages;
    this.from = from;
    this.to = to;
    this.alive = alive;
  }

  /** Takes a record; false when that is enough. */
  boolean take(ConsumerRecord<String, byte[]> record) {
    Mention.in(record).filter(this::isWithin).ifPresent(this::take);
    if (unasked.size() == AT_ONCE) {
      ask();
    }
    return !isFull();
  }

  private boolean isWithin(Mention mention) {
    return !mention.said().isBefore(from) && mention.said().isBefore(to);
  }

  private void take(Mention mention) {
    if (ages.isOver(mention.came(), alive)) {
      expired = true;
    } else {
      unasked.add(mention);
    }
  }

  private boolean isFull() {
    return lost.size() >= Reconciler.MOST;
  }

  // This thread only reads the log: it waits as a consumer's does.
  private void ask() {
    List<Mention> missing = List.copyOf(unasked);
    unasked.clear();
    for (Side side : sides) {
      missing = side.missing(missing).blockOptional(PATIENCE).orElse(List.of());
    }
    missing.forEach(one -> lost.merge(one.messageId(), one, Mention::merge));
  }

  /** What neither store holds. */
  Lost rest() {
    boolean more = isFull();
    ask();
    return Lost.of(lost.values(), more);
  }

  /** Whether there were messages that may have expired by now: a repeat of one is no loss. */
  boolean hasSeenExpired() {
    return expired;
  }

  /** Notes the ids of such a message; goes on. */
  boolean note(ConsumerRecord<String, byte[]> record, Set<UUID> gone) {
    Mention.in(record)
        .filter(one -> ages.isOver(one.came(), alive))
        .filter(one -> lost.containsKey(one.messageId()))
        .ifPresent(one -> gone.add(one.messageId()));
    return true;
  }
}
