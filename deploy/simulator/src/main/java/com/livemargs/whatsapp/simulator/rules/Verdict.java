package com.livemargs.whatsapp.simulator.rules;

import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcome of one request's checks: the first broken rule is the one Meta answers with. */
final class Verdict {

  private @Nullable GraphError first;

  void fail(int code, String details) {
    if (first == null) {
      first = GraphErrors.of(code, details);
    }
  }

  Optional<GraphError> refusal() {
    return Optional.ofNullable(first);
  }
}
