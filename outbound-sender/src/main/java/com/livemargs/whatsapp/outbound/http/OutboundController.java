package com.livemargs.whatsapp.outbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** {@code GET /whatsapp/outbound}: the sends that somebody may have to look after. */
@RestController
public final class OutboundController {

  private final Door door;
  private final Ledger ledger;

  public OutboundController(Door door, Ledger ledger) {
    this.door = door;
    this.ledger = ledger;
  }

  /**
   * A line of the list.
   *
   * @param attempts how often Meta was asked
   * @param timestamp milliseconds: when it was accepted
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      UUID messageId,
      String requestId,
      String roomName,
      @Nullable String phoneNumber,
      @Nullable String customerId,
      String phoneNumberId,
      String messageType,
      String state,
      @Nullable String reason,
      int attempts,
      long timestamp) {

    static Line of(Send send) {
      SendResult message = send.message();
      return new Line(
          message.messageId(),
          message.requestId(),
          message.roomName(),
          message.phoneNumber(),
          message.customerId(),
          message.phoneNumberId(),
          message.messageType(),
          send.state().word(),
          send.reason(),
          send.attempt(),
          message.timestamp());
    }
  }

  @GetMapping("/whatsapp/outbound")
  Flux<Line> list(
      @RequestHeader HttpHeaders headers, @RequestParam(defaultValue = "unknown") String state) {
    door.requireKey(headers);
    return ledger.list(state(state)).map(Line::of).onErrorMap(SendProblems::explained);
  }

  private static SendState state(String word) {
    return switch (word) {
      case "unknown" -> SendState.UNKNOWN;
      case "queued" -> SendState.QUEUED;
      case "in_flight" -> SendState.IN_FLIGHT;
      default -> throw SendProblems.badState();
    };
  }
}
