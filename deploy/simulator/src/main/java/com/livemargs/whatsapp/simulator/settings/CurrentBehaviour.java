package com.livemargs.whatsapp.simulator.settings;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The behaviour in force: the configured one until somebody changes it. */
@Component
public class CurrentBehaviour {

  private final Behaviour configured;
  private final AtomicReference<Behaviour> current;
  private final JsonMapper json;

  CurrentBehaviour(SimulatorProperties settings, JsonMapper json) {
    this.configured = settings.behaviour();
    this.current = new AtomicReference<>(configured);
    this.json = json;
  }

  /** What holds now. */
  public Behaviour get() {
    return current.get();
  }

  /** Changes the members named, nested ones too, and keeps the others. */
  public Behaviour change(ObjectNode changes) {
    return current.updateAndGet(
        now -> json.treeToValue(merge(json.valueToTree(now), changes), Behaviour.class));
  }

  /** Goes back to what is configured. */
  public Behaviour reset() {
    current.set(configured);
    return configured;
  }

  private static ObjectNode merge(ObjectNode base, ObjectNode changes) {
    for (var change : changes.properties()) {
      JsonNode old = base.get(change.getKey());
      if (old instanceof ObjectNode nested && change.getValue() instanceof ObjectNode inner) {
        merge(nested, inner);
      } else {
        base.set(change.getKey(), change.getValue());
      }
    }
    return base;
  }
}
