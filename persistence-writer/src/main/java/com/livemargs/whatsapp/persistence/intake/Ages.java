package com.livemargs.whatsapp.persistence.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long messages stayed, at every time. What expired under a shorter lifetime is gone for good:
 * a longer one that came later must not bring it back.
 */
public final class Ages {

  private final Lifetime now;
  private final List<Lifetimes.Era> eras;

  public Ages(Lifetime now, List<Lifetimes.Era> eras) {
    this.now = now;
    this.eras = eras.stream().sorted(Comparator.comparing(Lifetimes.Era::since)).toList();
  }

  /** Whether what came at a moment may have expired by now. */
  boolean isOver(Instant came) {
    return isOver(came, now.now());
  }

  /** Whether what came at a moment may have expired by another under any lifetime since. */
  public boolean isOver(Instant came, Instant at) {
    return lifetimes(came).stream().anyMatch(one -> !one.end(came).isAfter(at));
  }

  private List<Lifetime> lifetimes(Instant came) {
    List<Lifetime> held = new ArrayList<>(List.of(now));
    for (int i = 0; i < eras.size(); i++) {
      boolean isLast = i + 1 == eras.size();
      if (isLast || eras.get(i + 1).since().isAfter(came)) {
        held.add(eras.get(i).lifetime());
      }
    }
    return held;
  }
}
