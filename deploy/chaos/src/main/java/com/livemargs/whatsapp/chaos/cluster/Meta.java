package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.events.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The simulator as Meta: its control API and its book. */
public final class Meta {

  private final Instance simulator;

  Meta(Instance simulator) {
    this.simulator = simulator;
  }

  // What is not answered 200 comes again after 3 s at the latest: a run has no seven days.
  void lead(URI webhook, int graphPort) {
    simulator.set("SIMULATOR_WEBHOOK_URL", webhook.toString());
    simulator.set("SIMULATOR_PUBLIC_URL", "http://127.0.0.1:" + graphPort);
    simulator.set("SIMULATOR_REDELIVERY_LONGESTDELAY", "3s");
    simulator.set("SIMULATOR_LIMITS_WEBHOOKATTEMPTS", "2000000");
    simulator.set("SIMULATOR_LIMITS_SENDS", "2000000");
    simulator.set("SIMULATOR_LIMITS_REQUESTS", "2000000");
  }

  /** The process. */
  public Instance instance() {
    return simulator;
  }

  /** Every send that Meta took, in the order of taking, whether or not its sender was told. */
  public List<JsonNode> acceptedSends() {
    return Web.get(simulator.url("/simulator/ledger/sends"))
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  /** How many sends Meta has taken. */
  public long taken() {
    return Web.get(simulator.url("/simulator/ledger/sends?limit=1")).json().path("total").asLong(0);
  }

  /** How often Meta has taken the send of this message id of ours. */
  public int taken(String messageId) {
    return Web.get(simulator.url("/simulator/ledger/sends?bizOpaqueCallbackData=" + messageId))
        .json()
        .path("items")
        .size();
  }

  /** Every request to send something that Meta saw, whatever the answer was. */
  public List<JsonNode> sendRequests() {
    return Web.get(simulator.url("/simulator/ledger/requests"))
        .json()
        .path("items")
        .valueStream()
        .filter(request -> request.path("path").asString("").endsWith("/messages"))
        .toList();
  }

  /** Every attempt to deliver a webhook of Meta's own. */
  public List<JsonNode> deliveries() {
    return Web.get(simulator.url("/simulator/ledger/webhooks"))
        .json()
        .path("items")
        .valueStream()
        .toList();
  }

  /** How many webhooks still wait for a 200. */
  public int undelivered() {
    return Web.get(simulator.url("/simulator/webhooks")).json().path("pending").asInt(-1);
  }

  /** Puts a file on Meta's shelf under an id. */
  public void shelve(String mediaId, String mimeType, byte[] bytes) {
    expect(
        Web.call(
            "PUT", simulator.url("/simulator/media/" + mediaId), bytes, "Content-Type", mimeType));
  }

  /** Lets sends go wrong: see the simulator's README for kinds. */
  public void sendFault(Map<String, ?> fault) {
    expect(json("POST", "/simulator/faults/sends", fault));
  }

  /** Lets files go wrong. */
  public void mediaFault(Map<String, ?> fault) {
    expect(json("POST", "/simulator/faults/media", fault));
  }

  /** Takes back faults that have not struck. */
  public void clearFaults() {
    expect(Web.call("DELETE", simulator.url("/simulator/faults"), new byte[0]));
  }

  /** Turns switches. */
  public void behave(Map<String, ?> behaviour) {
    expect(json("PATCH", "/simulator/behaviour", behaviour));
  }

  /** Any other call to the control API. */
  public Web.Answer json(String method, String path, Object body) {
    return Web.call(
        method,
        simulator.url(path),
        Json.MAPPER.writeValueAsBytes(body),
        "Content-Type",
        "application/json");
  }

  private static void expect(Web.Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(
          "the simulator answered " + answer.status() + ": " + new String(answer.body()));
    }
  }
}
