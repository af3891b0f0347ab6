package com.livemargs.whatsapp.simulator.customer;

import static java.util.Comparator.naturalOrder;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.wire.ReceivedMessage;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who has written or was written to, under phone and id alike. */
@Component
public class Customers {

  private final Map<String, Customer> people;
  private final Map<String, Instant> lastWrote;
  private final Set<String> received;
  private final Map<String, Set<String>> groups;

  Customers(SimulatorProperties settings) {
    int most = settings.limits().customers() * 2;
    people = new BoundedMap<>(most);
    lastWrote = new BoundedMap<>(most);
    received = Collections.newSetFromMap(new BoundedMap<>(most));
    groups = new BoundedMap<>(most);
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

  /**
   * Notes that a message came from this person. It opens the 24-hour window from the time when it
   * was written; one to a group opens nothing and tells that they are in it.
   */
  public synchronized void wrote(Customer customer, ReceivedMessage message) {
    received.add(message.id());
    if (message.group() == null) {
      lastWrote.merge(customer.key(), message.at(), BinaryOperator.maxBy(naturalOrder()));
    } else {
      groups.computeIfAbsent(message.group(), id -> new LinkedHashSet<>()).add(customer.key());
    }
  }

  /** Those who are known to be in a group, because they have written into it. */
  public synchronized List<Customer> participants(String group) {
    return groups.getOrDefault(group, Set.of()).stream()
        .flatMap(key -> find(key).stream())
        .distinct()
        .toList();
  }

  /** When this person last wrote to the business alone. */
  public synchronized Optional<Instant> lastWrote(String key) {
    return Optional.ofNullable(lastWrote.get(key));
  }

  /** Whether a customer's message with this id went out to the webhook. */
  public synchronized boolean hasReceived(String wamid) {
    return received.contains(wamid);
  }

  /** Everybody, longest known first. */
  public synchronized List<Customer> all() {
    return people.values().stream().distinct().toList();
  }
}
