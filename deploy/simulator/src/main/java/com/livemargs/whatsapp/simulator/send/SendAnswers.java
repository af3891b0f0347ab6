package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.graph.BrokenConnection;
import com.livemargs.whatsapp.simulator.graph.GraphAnswers;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.ledger.SeenRequest;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Accepted;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Marked;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Answers senders, or fails to, and writes each request down. */
@Component
class SendAnswers {

  private final Ledger ledger;
  private final Clock clock;

  SendAnswers(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** One request on its way to an answer. */
  record Request(ServerWebExchange exchange, byte[] body) {

    ServerHttpResponse response() {
      return exchange.getResponse();
    }
  }

  Mono<Void> give(Request request, SendOutcome outcome, @Nullable SendFault fault) {
    return switch (outcome) {
      case Accepted accepted -> grant(request, accepted.answer(), fault, accepted.wamid());
      case Marked marked -> grant(request, marked.answer(), fault, null);
      case Refused refused -> refuse(request, refused.error(), fault, null);
    };
  }

  private Mono<Void> grant(
      Request request, JsonNode answer, @Nullable SendFault fault, @Nullable String wamid) {
    note(request, new Note(200, null, fault, wamid));
    return GraphAnswers.json(request.response(), 200, answer);
  }

  Mono<Void> page(Request request, SendFault fault, @Nullable String wamid) {
    int status = fault.statusOr(500);
    note(request, new Note(status, null, fault, wamid));
    return GraphAnswers.page(request.response(), status);
  }

  Mono<Void> reset(Request request, SendFault fault, @Nullable String wamid) {
    note(request, new Note(null, null, fault, wamid));
    return BrokenConnection.reset(request.response());
  }

  Mono<Void> stall(Request request, SendFault fault, @Nullable String wamid) {
    note(request, new Note(null, null, fault, wamid));
    return Mono.never();
  }

  Mono<Void> broken(Request request, SendFault fault, String wamid) {
    return fault.code() == null
        ? page(request, fault, wamid)
        : refuse(request, GraphErrors.of(fault.code()), fault, wamid);
  }

  private Mono<Void> refuse(
      Request request, GraphError error, @Nullable SendFault fault, @Nullable String wamid) {
    int status = fault == null ? error.http() : fault.statusOr(error.http());
    note(request, new Note(status, error, fault, wamid));
    return GraphAnswers.json(request.response(), status, error.toJson());
  }

  private record Note(
      @Nullable Integer status,
      @Nullable GraphError error,
      @Nullable SendFault fault,
      @Nullable String wamid) {}

  private void note(Request request, Note note) {
    var http = request.exchange().getRequest();
    ledger.add(
        new SeenRequest(
            clock.instant(),
            http.getMethod().name(),
            http.getPath().value(),
            note.status(),
            note.error() == null ? null : note.error().code(),
            note.error() == null ? null : note.error().details(),
            note.fault() == null ? null : note.fault().kind().name(),
            note.wamid(),
            new String(request.body(), StandardCharsets.UTF_8)));
  }
}
