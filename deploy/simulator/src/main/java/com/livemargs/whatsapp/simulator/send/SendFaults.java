package com.livemargs.whatsapp.simulator.send;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The faults still to be played, first come first played. */
@Component
class SendFaults {

  private final List<SendFault> waiting = new ArrayList<>();

  synchronized void add(SendFault fault) {
    waiting.add(fault);
  }

  synchronized Optional<SendFault> next(String recipient) {
    for (int i = 0; i < waiting.size(); i++) {
      SendFault fault = waiting.get(i);
      if (fault.hits(recipient)) {
        use(i, fault);
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private void use(int index, SendFault fault) {
    if (fault.remaining() <= 1) {
      waiting.remove(index);
    } else {
      waiting.set(index, fault.withTimes(fault.remaining() - 1));
    }
  }

  synchronized List<SendFault> all() {
    return List.copyOf(waiting);
  }

  synchronized void clear() {
    waiting.clear();
  }
}
