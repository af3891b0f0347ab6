package com.livemargs.whatsapp.simulator.recipient;

import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.settings.Behaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.settings.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether a well-formed send may go to this recipient now. */
@Component
public class Admission {

  private static final Duration OPEN = Duration.ofHours(24);

  private volatile PairLimit pairs = new PairLimit();
  private volatile Throughput throughput = new Throughput();
  private final Customers customers;
  private final String ownNumber;
  private final Clock clock;

  Admission(Customers customers, SimulatorProperties settings, Clock clock) {
    this.customers = customers;
    this.ownNumber = settings.displayPhoneNumber();
    this.clock = clock;
  }

  /** Meta's refusal, if there is one. */
  public Optional<GraphError> refusal(Recipient recipient, String type, Behaviour behaviour) {
    return code(recipient, type, behaviour).map(GraphErrors::of);
  }

  private Optional<Integer> code(Recipient recipient, String type, Behaviour behaviour) {
    Instant now = clock.instant();
    if (recipient.key().equals(ownNumber)) {
      return Optional.of(131021);
    }
    if (!behaviour.allowedRecipients().isEmpty()
        && !holds(behaviour.allowedRecipients(), recipient)) {
      return Optional.of(131030);
    }
    if (behaviour.window() == Window.ANSWER && isClosed(recipient, type)) {
      return Optional.of(131047);
    }
    if (behaviour.throughput() > 0 && !throughput.allows(behaviour.throughput(), now)) {
      return Optional.of(130429);
    }
    boolean tooFast = behaviour.pairLimit() && !pairs.allows(recipient.key(), now);
    return tooFast ? Optional.of(131056) : Optional.empty();
  }

  /** Forgets what was sent: both limits are unused again. */
  public void reset() {
    pairs = new PairLimit();
    throughput = new Throughput();
  }

  /** The code with which a send that is taken fails later, if it does. */
  public Optional<Integer> laterFailure(Recipient recipient, String type, Behaviour behaviour) {
    if (holds(behaviour.undeliverable(), recipient)) {
      return Optional.of(131026);
    }
    boolean tooLate = behaviour.window() == Window.STATUS && isClosed(recipient, type);
    return tooLate ? Optional.of(131047) : Optional.empty();
  }

  // Free-form needs the customer to have written within 24 hours.
  private boolean isClosed(Recipient recipient, String type) {
    Instant earliest = clock.instant().minus(OPEN);
    return !type.equals("template")
        && recipient.group() == null
        && customers.lastWrote(recipient.key()).filter(at -> at.isAfter(earliest)).isEmpty();
  }

  private static boolean holds(List<String> list, Recipient recipient) {
    return list.stream()
        .map(item -> item.startsWith("+") ? item.substring(1) : item)
        .anyMatch(item -> item.equals(recipient.key()) || item.equals(recipient.input()));
  }
}
