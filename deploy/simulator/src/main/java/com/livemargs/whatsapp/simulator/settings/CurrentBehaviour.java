package com.livemargs.whatsapp.simulator.settings;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The behaviour in force: the configured one until somebody changes it. */
@Component
public class CurrentBehaviour {

  private final Behaviour configured;
  private volatile Behaviour current;
  private final JsonMapper json;

  CurrentBehaviour(SimulatorProperties settings, JsonMapper json) {
    this.configured = settings.behaviour();
    this.current = configured;
    this.json = json;
  }

  /** What holds now. */
  public Behaviour get() {
    return current;
  }

  /** Changes the members named, nested ones too, and keeps the others. */
  public synchronized Behaviour change(ObjectNode changes) {
    ObjectNode now = json.valueToTree(current);
    current = json.treeToValue(merge(now, changes), Behaviour.class);
    return current;
  }

  /** Goes back to what is configured. */
  public synchronized Behaviour reset() {
    current = configured;
    return current;
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
