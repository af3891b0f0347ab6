package com.livemargs.whatsapp.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults still to be played, first come first played. */
public class FaultQueue<F extends Fault<F>> {

  private final List<F> waiting = new ArrayList<>();

  FaultQueue() {}

  synchronized void add(F fault) {
    waiting.add(fault);
  }

  /** The fault for this recipient or file, used up once by this call. */
  public Optional<F> next(String target) {
    return next(target, fault -> true);
  }

  /** The same, of those that fit the moment. */
  public synchronized Optional<F> next(String target, Predicate<F> fitting) {
    Optional<F> found =
        waiting.stream().filter(fitting).filter(fault -> fault.hits(target)).findFirst();
    found.ifPresent(this::use);
    return found;
  }

  private void use(F fault) {
    int index = waiting.indexOf(fault);
    if (fault.remaining() <= 1) {
      waiting.remove(index);
    } else {
      waiting.set(index, fault.withTimes(fault.remaining() - 1));
    }
  }

  synchronized List<F> all() {
    return List.copyOf(waiting);
  }

  /** Forgets them all. */
  public synchronized void clear() {
    waiting.clear();
  }
}
