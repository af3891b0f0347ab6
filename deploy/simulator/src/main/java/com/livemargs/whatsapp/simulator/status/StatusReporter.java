package com.livemargs.whatsapp.simulator.status;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.phone.Conversations;
import com.livemargs.whatsapp.simulator.recipient.Recipient;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.settings.StatusPlan;
import com.livemargs.whatsapp.simulator.webhook.Delivery;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reports what becomes of an accepted message, as webhooks, at the times the plan says. */
@Component
public class StatusReporter {

  private final CurrentBehaviour behaviour;
  private final StatusWriter writer;
  private final WebhookDispatcher dispatcher;
  private final Conversations conversations;

  StatusReporter(
      CurrentBehaviour behaviour,
      StatusWriter writer,
      WebhookDispatcher dispatcher,
      Conversations conversations) {
    this.behaviour = behaviour;
    this.writer = writer;
    this.dispatcher = dispatcher;
    this.conversations = conversations;
  }

  /** An accepted message. */
  public record Sent(
      String wamid, Recipient recipient, Customer customer, JsonNode body, Instant acceptedAt) {

    boolean is(String type) {
      return type.equals(body.path("type").asString("text"));
    }
  }

  /** Plans the statuses; a failure's code in place of null makes {@code failed} the only one. */
  public void report(Sent sent, @Nullable Integer failure) {
    StatusPlan plan = behaviour.get().statuses();
    if (failure != null) {
      Duration after = plan.sentAfter();
      send(sent, "failed", writer.failed(sent, failure, after), after, plan.copies());
      return;
    }
    List<String> steps = steps(sent, plan);
    List<Duration> times = new ArrayList<>(steps.stream().map(plan::after).toList());
    if (plan.shuffle()) {
      Collections.shuffle(times);
    }
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      boolean priced = step.equals("sent") || step.equals(firstArrival(steps));
      JsonNode body = writer.write(sent, step, plan.after(step), priced);
      send(sent, step, body, times.get(i), plan.copies());
    }
  }

  // Reactions are sent, and nothing more is heard of them.
  private static List<String> steps(Sent sent, StatusPlan plan) {
    List<String> steps = new ArrayList<>(plan.steps());
    if (sent.is("reaction")) {
      steps.retainAll(List.of("sent"));
    }
    boolean voice = sent.body().path("audio").path("voice").asBoolean(false);
    if (plan.played() && voice && steps.contains("read")) {
      steps.add("played");
    }
    return steps;
  }

  private static String firstArrival(List<String> steps) {
    return steps.contains("delivered") ? "delivered" : "read";
  }

  private void send(Sent sent, String status, JsonNode body, Duration after, int copies) {
    conversations.advanced(sent.customer(), sent.wamid(), status, after);
    dispatcher.dispatch(body, Delivery.inLane(sent.recipient().key()).after(after).times(copies));
  }
}
