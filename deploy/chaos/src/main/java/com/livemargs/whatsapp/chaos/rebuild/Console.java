package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.events.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Operators' HTTP of one instance. */
record Console(Instance instance) {

  // A comparison reads the whole log.
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int OK = 200;

  /** Asks; a missing node where nobody answers, or not with 200. */
  JsonNode get(String path) {
    Web.Answer answer = Web.get(url(path), "X-API-Key", Access.ADMIN_KEY);
    return answer.status() == OK ? answer.json() : MissingNode.getInstance();
  }

  /**
   * Has something done.
   *
   * @throws IllegalStateException if the answer is not 200
   */
  JsonNode post(String path, Map<String, ?> order) {
    byte[] body = Json.MAPPER.writeValueAsBytes(order);
    Web.Answer answer = Web.post(url(path), body, PATIENCE, "X-API-Key", Access.ADMIN_KEY);
    if (answer.status() != OK) {
      throw new IllegalStateException(path + " was answered " + answer.status());
    }
    return answer.json();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + instance.managementPort() + path);
  }
}
