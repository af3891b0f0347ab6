package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.fault.SendFault;
import com.livemargs.whatsapp.simulator.graph.BrokenConnection;
import com.livemargs.whatsapp.simulator.graph.GraphAnswers;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.ledger.Book;
import com.livemargs.whatsapp.simulator.ledger.RequestLog;
import com.livemargs.whatsapp.simulator.ledger.RequestLog.Note;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Accepted;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Marked;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Refused;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Answers senders, or fails to, and writes each request down. */
@Component
class SendAnswers {

  private final RequestLog log;

  SendAnswers(RequestLog log) {
    this.log = log;
  }

  /** One request on its way to an answer. */
  record Request(ServerWebExchange exchange, byte[] body, Book book) {

    ServerHttpResponse response() {
      return exchange.getResponse();
    }
  }

  Request request(ServerWebExchange exchange, byte[] body) {
    return new Request(exchange, body, log.book());
  }

  Mono<Void> give(Request request, SendOutcome outcome, @Nullable SendFault fault) {
    return switch (outcome) {
      case Accepted accepted ->
          grant(request, accepted.answer(), fault, accepted.send().wamid())
              .doOnSuccess(written -> accepted.send().answered().set(true));
      case Marked marked -> grant(request, marked.answer(), fault, null);
      case Refused refused -> refuse(request, refused.error(), fault, null);
    };
  }

  private Mono<Void> grant(
      Request request, JsonNode answer, @Nullable SendFault fault, @Nullable String wamid) {
    note(request, 200, null, fault, wamid);
    return GraphAnswers.json(request.response(), 200, answer);
  }

  /** Writes down that the sender was gone before the answer. */
  void unanswered(Request request, SendFault fault, @Nullable String wamid) {
    note(request, null, null, fault, wamid);
  }

  Mono<Void> page(Request request, SendFault fault, @Nullable String wamid) {
    int status = fault.statusOr(500);
    note(request, status, null, fault, wamid);
    return GraphAnswers.page(request.response(), status);
  }

  Mono<Void> reset(Request request, SendFault fault, @Nullable String wamid) {
    note(request, null, null, fault, wamid);
    return BrokenConnection.reset(request.response());
  }

  Mono<Void> stall(Request request, SendFault fault, @Nullable String wamid) {
    note(request, null, null, fault, wamid);
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
    note(request, status, error, fault, wamid);
    return GraphAnswers.json(request.response(), status, told(error, fault).toJson());
  }

  private static GraphError told(GraphError error, @Nullable SendFault fault) {
    String details = fault == null ? null : fault.details();
    return details == null ? error : error.because(details);
  }

  private void note(
      Request request,
      @Nullable Integer status,
      @Nullable GraphError error,
      @Nullable SendFault fault,
      @Nullable String wamid) {
    log.add(
        request.book(),
        request.exchange().getRequest(),
        status,
        new Note(
            error == null ? null : error.code(),
            error == null ? null : error.details(),
            fault == null ? null : fault.label(),
            wamid,
            new String(request.body(), StandardCharsets.UTF_8)));
  }
}
