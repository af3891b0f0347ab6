package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.fault.FaultQueue;
import com.livemargs.whatsapp.simulator.fault.SendFault;
import com.livemargs.whatsapp.simulator.graph.GraphAccess;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Accepted;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Refused;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /{version}/{phone number id}/messages}. */
@RestController
class MessagesController {

  private final GraphAccess access;
  private final SendDesk desk;
  private final FaultQueue<SendFault> faults;
  private final CurrentBehaviour behaviour;
  private final SendAnswers answers;
  private final JsonMapper json = JsonMapper.builder().build();

  MessagesController(
      GraphAccess access,
      SendDesk desk,
      FaultQueue<SendFault> faults,
      CurrentBehaviour behaviour,
      SendAnswers answers) {
    this.access = access;
    this.desk = desk;
    this.faults = faults;
    this.behaviour = behaviour;
    this.answers = answers;
  }

  @PostMapping("/{version:v\\d+\\.\\d+}/{number}/messages")
  Mono<Void> send(
      @PathVariable String number,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String token,
      ServerWebExchange exchange) {
    return DataBufferUtils.join(exchange.getRequest().getBody())
        .map(MultipartForm::bytes)
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> handle(answers.request(exchange, body), number, token));
  }

  private Mono<Void> handle(SendAnswers.Request request, String number, @Nullable String token) {
    JsonNode message = parse(request.body());
    Optional<SendFault> fault = message.has("status") ? Optional.empty() : fault(message);
    Optional<GraphError> shut = access.refusal(token, "post", number);
    return fault
        .map(played -> play(played, request, shut, message))
        .orElseGet(() -> answers.give(request, outcome(shut, message, null), null));
  }

  // What is to be taken is taken before the delay: the sender may be gone when it is over.
  private Mono<Void> play(
      SendFault fault, SendAnswers.Request request, Optional<GraphError> shut, JsonNode message) {
    SendOutcome outcome =
        fault.accepts() ? outcome(shut, message, failure(fault)) : new Refused(error(fault));
    return Mono.delay(fault.waited())
        .doOnCancel(() -> answers.unanswered(request, fault, wamid(outcome)))
        .then(Mono.defer(() -> answer(fault, request, outcome)));
  }

  private Mono<Void> answer(SendFault fault, SendAnswers.Request request, SendOutcome outcome) {
    return switch (fault.kind()) {
      case ERROR, SLOW, ACCEPT_THEN_FAILED -> answers.give(request, outcome, fault);
      case HTTP -> answers.page(request, fault, null);
      case RESET -> answers.reset(request, fault, null);
      case STALL -> answers.stall(request, fault, null);
      case ACCEPT_THEN_RESET, ACCEPT_THEN_500, ACCEPT_THEN_STALL -> hide(fault, request, outcome);
    };
  }

  // A request that would have been refused anyway gets its refusal: there is nothing to hide.
  private Mono<Void> hide(SendFault fault, SendAnswers.Request request, SendOutcome outcome) {
    String wamid = wamid(outcome);
    if (wamid == null) {
      return answers.give(request, outcome, fault);
    }
    return switch (fault.kind()) {
      case ACCEPT_THEN_RESET -> answers.reset(request, fault, wamid);
      case ACCEPT_THEN_STALL -> answers.stall(request, fault, wamid);
      default -> answers.broken(request, fault, wamid);
    };
  }

  private static @Nullable String wamid(SendOutcome outcome) {
    return outcome instanceof Accepted accepted ? accepted.send().wamid() : null;
  }

  private SendOutcome outcome(
      Optional<GraphError> shut, JsonNode message, @Nullable Integer failure) {
    return shut.<SendOutcome>map(Refused::new)
        .orElseGet(() -> desk.take(message, behaviour.get(), failure));
  }

  private Optional<SendFault> fault(JsonNode message) {
    String to = message.path("to").asString(message.path("recipient").asString(""));
    return faults.next(to);
  }

  private static GraphError error(SendFault fault) {
    return GraphErrors.of(fault.code() == null ? 131000 : fault.code());
  }

  private static @Nullable Integer failure(SendFault fault) {
    return fault.kind() == SendFault.Kind.ACCEPT_THEN_FAILED ? fault.code() : null;
  }

  private JsonNode parse(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node.isObject() ? node : json.createObjectNode();
    } catch (JacksonException e) {
      return json.createObjectNode();
    }
  }
}
