package com.livemargs.whatsapp.simulator.phone;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What each customer sees on the phone: own messages, the business's, and their ticks. */
@Component
public class Conversations {

  private final Map<String, List<Bubble>> byCustomer = new LinkedHashMap<>();
  private final int mostCustomers;
  private final int mostItems;
  private final Clock clock;

  Conversations(SimulatorProperties settings, Clock clock) {
    this.mostCustomers = settings.limits().customers();
    this.mostItems = settings.limits().conversationItems();
    this.clock = clock;
  }

  /**
   * One message on the screen.
   *
   * @param fromBusiness which side it is on
   * @param ticks the news about it and since when each holds
   * @param message the message object as it was on the wire
   */
  public record Bubble(
      String id, boolean fromBusiness, Instant at, Map<String, Instant> ticks, JsonNode message) {
    Bubble with(String status, Instant from) {
      Map<String, Instant> more = new LinkedHashMap<>(ticks);
      more.put(status, from);
      return new Bubble(id, fromBusiness, at, more, message);
    }
  }

  /** The customer wrote. */
  public void received(Customer customer, JsonNode message) {
    add(customer, message.path("id").asString(""), false, message);
  }

  /** The business wrote. */
  public void sent(Customer customer, String wamid, JsonNode message) {
    add(customer, wamid, true, message);
  }

  private synchronized void add(
      Customer customer, String id, boolean fromBusiness, JsonNode message) {
    List<Bubble> items = byCustomer.computeIfAbsent(customer.key(), key -> new ArrayList<>());
    items.add(new Bubble(id, fromBusiness, clock.instant(), Map.of(), message));
    if (items.size() > mostItems) {
      items.removeFirst();
    }
    if (byCustomer.size() > mostCustomers) {
      byCustomer.remove(byCustomer.keySet().iterator().next());
    }
  }

  /** The business's message will go a step further after a while; shown from then on. */
  public synchronized void advanced(
      Customer customer, String wamid, String status, Duration after) {
    Instant from = clock.instant().plus(after);
    byCustomer
        .getOrDefault(customer.key(), new ArrayList<>())
        .replaceAll(bubble -> bubble.id().equals(wamid) ? bubble.with(status, from) : bubble);
  }

  synchronized List<Bubble> of(String customer) {
    return List.copyOf(byCustomer.getOrDefault(customer, List.of()));
  }
}
