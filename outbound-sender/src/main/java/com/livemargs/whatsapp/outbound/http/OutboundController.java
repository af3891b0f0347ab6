package com.livemargs.whatsapp.outbound.http;

import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.outbound.engine.Interventions;
import com.livemargs.whatsapp.outbound.ledger.QueueView;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code /whatsapp/outbound}: the sends that somebody may have to look after. */
@RestController
public final class OutboundController {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Door door;
  private final QueueView queue;
  private final Interventions interventions;

  public OutboundController(Door door, QueueView queue, Interventions interventions) {
    this.door = door;
    this.queue = queue;
    this.interventions = interventions;
  }

  @GetMapping("/whatsapp/outbound")
  Flux<OutboundSend> list(
      @RequestHeader HttpHeaders headers,
      @RequestParam(defaultValue = "unknown") String state,
      @RequestParam(required = false) @Nullable String after) {
    door.requireKey(headers, Scope.READ);
    UUID last = after == null ? null : last(after);
    return queue
        .list(states(state), last)
        .timeout(PATIENCE)
        .map(OutboundSend::of)
        .onErrorMap(SendProblems::explained);
  }

  private static UUID last(String after) {
    try {
      return UUID.fromString(after);
    } catch (IllegalArgumentException none) {
      throw SendProblems.badMember("after", "must be a messageId of the list before");
    }
  }

  private static Set<SendState> states(String word) {
    return switch (word) {
      case "unknown" -> Set.of(SendState.UNKNOWN);
      case "pending" -> Set.of(SendState.QUEUED, SendState.IN_FLIGHT);
      case "queued" -> Set.of(SendState.QUEUED);
      case "in_flight" -> Set.of(SendState.IN_FLIGHT);
      default -> throw SendProblems.badState();
    };
  }

  @DeleteMapping("/whatsapp/outbound/{messageId}")
  Mono<OutboundSend> cancel(@RequestHeader HttpHeaders headers, @PathVariable String messageId) {
    String operator = door.requireKey(headers, Scope.SEND);
    UUID id = id(messageId);
    return changed(id, interventions.cancel(id, operator), Resolution.CANCELLED);
  }

  @PostMapping("/whatsapp/outbound/{messageId}/resolve")
  Mono<OutboundSend> resolve(
      @RequestHeader HttpHeaders headers,
      @PathVariable String messageId,
      @RequestBody(required = false) byte[] body) {
    String operator = door.requireKey(headers, Scope.SEND);
    UUID id = id(messageId);
    Resolution resolution = Resolution.read(Optional.ofNullable(body).orElse(new byte[0]));
    return changed(id, interventions.resolve(id, resolution.verdict(), operator), resolution);
  }

  @PostMapping("/whatsapp/outbound/{messageId}/resend")
  Mono<OutboundSend> resend(@RequestHeader HttpHeaders headers, @PathVariable String messageId) {
    String operator = door.requireKey(headers, Scope.SEND);
    UUID id = id(messageId);
    return changed(id, interventions.resend(id, operator), Resolution.NONE);
  }

  // Asked again after it was done, the answer is the same.
  private Mono<OutboundSend> changed(UUID id, Mono<Boolean> change, Resolution wanted) {
    return change
        .switchIfEmpty(Mono.error(SendProblems::unknownSend))
        .flatMap(
            done ->
                queue
                    .of(id)
                    .filter(standing -> done || wanted.isThatOf(standing.send()))
                    .switchIfEmpty(queue.of(id).flatMap(SendProblems::elsewhere)))
        .map(OutboundSend::of)
        .timeout(PATIENCE)
        .onErrorMap(SendProblems::explained);
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw SendProblems.unknownSend();
    }
  }
}
