package com.livemargs.whatsapp.persistence.meter;

import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts statuses that came after one that outranks them: kept, and not shown. */
public final class LateStatuses {

  private static final List<String> KNOWN =
      List.of("sent", "delivered", "read", "played", "failed");

  private final Map<String, Counter> counters = new HashMap<>();

  /** All counters at zero. */
  public LateStatuses(MeterRegistry meters, String store) {
    KNOWN.forEach(
        status ->
            counters.put(
                status,
                meters.counter("whatsapp.status.stale.ignored", "store", store, "status", status)));
  }

  /** Counts for nobody. */
  public static LateStatuses unread() {
    return new LateStatuses(new SimpleMeterRegistry(), "none");
  }

  /**
   * Counts those of a batch that came late.
   *
   * @param batch in the order of its records
   * @param known all that the store knows of the same messages, the batch included
   */
  public void count(List<StatusFact> batch, Collection<StatusFact> known) {
    Set<String> fresh = batch.stream().map(StatusFact::key).collect(Collectors.toSet());
    Map<String, String> shown = new HashMap<>();
    known.stream().filter(it -> !fresh.contains(it.key())).forEach(it -> rises(shown, it));
    batch.stream().filter(it -> !rises(shown, it)).forEach(this::ignored);
  }

  private static boolean rises(Map<String, String> shown, StatusFact fact) {
    String its = State.of(fact).status();
    String before = shown.get(fact.wamid());
    boolean rises = before == null || State.ORDER.indexOf(its) >= State.ORDER.indexOf(before);
    if (rises) {
      shown.put(fact.wamid(), its);
    }
    return rises;
  }

  // Of a kind that nobody knows it is not counted.
  private void ignored(StatusFact fact) {
    Counter counter = counters.get(fact.status());
    if (counter != null) {
      counter.increment();
    }
  }
}
