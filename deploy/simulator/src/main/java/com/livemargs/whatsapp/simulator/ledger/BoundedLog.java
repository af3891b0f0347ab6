package com.livemargs.whatsapp.simulator.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Entries in the order of their coming; the oldest go when there are too many. */
final class BoundedLog<T> {

  private final Deque<T> entries = new ArrayDeque<>();
  private final int most;
  private long total;

  BoundedLog(int most) {
    this.most = most;
  }

  synchronized void add(T entry) {
    total++;
    entries.addLast(entry);
    if (entries.size() > most) {
      entries.removeFirst();
    }
  }

  synchronized Page<T> page(Predicate<T> wanted, int limit) {
    List<T> found = entries.stream().filter(wanted).toList();
    List<T> last = found.subList(Math.max(0, found.size() - limit), found.size());
    return new Page<>(total, entries.size(), found.size(), List.copyOf(last));
  }

  /**
   * A view of a log.
   *
   * @param total entries ever made
   * @param kept how many of them are still in memory
   * @param matching how many of those the question fits
   * @param items the newest of the matching ones, oldest first
   */
  record Page<T>(long total, int kept, int matching, List<T> items) {}
}
