package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.webhook.Courier.Trip;
import com.livemargs.whatsapp.simulator.webhook.Delivery.Signing;
import com.livemargs.whatsapp.simulator.webhook.WebhookClient.Answer;
import com.livemargs.whatsapp.simulator.wire.MetaJson;
import com.livemargs.whatsapp.simulator.wire.WebhookSignature;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** Sends webhooks off, in the number, order and form that is asked for. */
@Component
public class WebhookDispatcher {

  private final Lanes lanes = new Lanes();
  private final Courier courier;
  private final CurrentBehaviour behaviour;
  private final String secret;
  private final int mostPending;

  WebhookDispatcher(Courier courier, CurrentBehaviour behaviour, SimulatorProperties settings) {
    this.courier = courier;
    this.behaviour = behaviour;
    this.secret = settings.signingSecret();
    this.mostPending = settings.limits().pendingWebhooks();
  }

  /**
   * What was sent off.
   *
   * @param id the webhook's id in the ledger
   * @param sha256 of its bytes, hex
   * @param answers of the first attempt of each copy: an HTTP status, or null when none came
   */
  public record Dispatched(
      String id, String sha256, CompletableFuture<List<@Nullable Integer>> answers) {}

  /** Refuses what is sent off by hand while too much waits; statuses of sends do not ask. */
  public void requireRoom() {
    if (courier.pending() >= mostPending) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          mostPending
              + " webhooks wait for a 200 already: start the receiver, or drop them with"
              + " DELETE /simulator/webhooks");
    }
  }

  /** Sends this JSON off, written as Meta writes it. */
  public Dispatched dispatch(JsonNode body, Delivery delivery) {
    return dispatch(MetaJson.bytes(body), delivery);
  }

  /** Sends these very bytes off. */
  public Dispatched dispatch(byte[] body, Delivery delivery) {
    Webhook webhook = Webhook.of(body, signature(body, delivery.signing()), delivery.redeliver());
    int copies = Math.max(1, delivery.copies() * behaviour.get().copies());
    var answers =
        IntStream.range(0, copies).mapToObj(copy -> depart(webhook, delivery, copy)).toList();
    return new Dispatched(webhook.id(), webhook.sha256(), all(answers));
  }

  private @Nullable String signature(byte[] body, Signing signing) {
    return switch (signing) {
      case VALID -> WebhookSignature.of(body, secret);
      case FORGED -> WebhookSignature.of(body, secret + "-forged");
      case NONE -> null;
    };
  }

  // Copies take lanes of their own: Meta's duplicates come at nearly the same time.
  private CompletableFuture<Answer> depart(Webhook webhook, Delivery delivery, int copy) {
    long most = behaviour.get().disorder().toMillis();
    Duration held = Duration.ofMillis(most > 0 ? ThreadLocalRandom.current().nextLong(most) : 0);
    String lane =
        most > 0 ? webhook.id() + copy : copy == 0 ? delivery.lane() : webhook.id() + copy;
    Duration delay = delivery.delay().plus(held);
    Trip trip = courier.prepare(webhook);
    Runnable departure = () -> lanes.enter(lane, () -> courier.depart(trip));
    if (delay.isZero()) {
      departure.run();
    } else {
      courier.later(delay, departure);
    }
    return trip.first();
  }

  private static CompletableFuture<List<@Nullable Integer>> all(
      List<CompletableFuture<Answer>> answers) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(answer -> answer.join().status()).toList());
  }

  /** How many webhooks wait for a 200, those included that are still to leave. */
  public int pending() {
    return courier.pending();
  }

  /** How many webhooks are being posted, those included that were dropped meanwhile. */
  public int onTheWire() {
    return courier.onTheWire();
  }

  /** Drops what waits. */
  public void dropPending() {
    courier.forget();
  }
}
