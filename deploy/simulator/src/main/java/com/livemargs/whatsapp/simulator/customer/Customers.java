package com.livemargs.whatsapp.simulator.customer;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who has written or was written to, under phone and id alike. */
@Component
public class Customers {

  private final Map<String, Customer> people;
  private final Map<String, Instant> lastWrote;
  private final Map<String, String> received;
  private final Clock clock;

  Customers(SimulatorProperties settings, Clock clock) {
    this.clock = clock;
    int most = settings.limits().customers() * 2;
    people = new BoundedMap<>(most);
    lastWrote = new BoundedMap<>(most);
    received = new BoundedMap<>(most);
  }

  /**
   * Adds what is new about a person; a phone and an id seen together are one person from then on.
   */
  public synchronized Customer remember(Customer seen) {
    Customer merged = seen.over(find(seen.phone()).or(() -> find(seen.userId())).orElse(null));
    merged = merged.over(find(merged.userId()).orElse(null));
    putUnder(merged.phone(), merged);
    putUnder(merged.userId(), merged);
    return merged;
  }

  private void putUnder(@Nullable String key, Customer customer) {
    if (key != null) {
      people.put(key, customer);
    }
  }

  /** The person with this phone (digits) or business-scoped id. */
  public synchronized Optional<Customer> find(@Nullable String key) {
    return Optional.ofNullable(key == null ? null : people.get(key));
  }

  /** Notes that a message came from this person; it opens the 24-hour window. */
  public synchronized void wrote(Customer customer, String wamid) {
    lastWrote.put(customer.key(), clock.instant());
    received.put(wamid, customer.key());
  }

  /** When this person last wrote. */
  public synchronized Optional<Instant> lastWrote(String key) {
    return Optional.ofNullable(lastWrote.get(key));
  }

  /** Whether a customer's message with this id went out to the webhook. */
  public synchronized boolean hasReceived(String wamid) {
    return received.containsKey(wamid);
  }

  /** Notes the id of a message that was injected as raw bytes. */
  public synchronized void receivedFromUnknown(String wamid) {
    received.put(wamid, "");
  }

  /** Everybody, longest known first. */
  public synchronized List<Customer> all() {
    return people.values().stream().distinct().toList();
  }
}
