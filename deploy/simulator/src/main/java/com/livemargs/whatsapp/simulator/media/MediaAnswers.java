package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.fault.MediaFault;
import com.livemargs.whatsapp.simulator.graph.GraphAnswers;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.ledger.RequestLog;
import com.livemargs.whatsapp.simulator.ledger.RequestLog.Note;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Answers requests about files, and writes each down. */
@Component
class MediaAnswers {

  private final RequestLog log;

  MediaAnswers(RequestLog log) {
    this.log = log;
  }

  Mono<Void> result(ServerWebExchange exchange, MediaUpload.Result result) {
    return switch (result) {
      case MediaUpload.Stored stored -> json(exchange, stored.answer(), null);
      case MediaUpload.Refused refused -> error(exchange, refused.error(), null);
    };
  }

  Mono<Void> json(ServerWebExchange exchange, JsonNode answer, @Nullable MediaFault fault) {
    note(exchange, 200, fault);
    return GraphAnswers.json(exchange.getResponse(), 200, answer);
  }

  Mono<Void> error(ServerWebExchange exchange, GraphError error, @Nullable MediaFault fault) {
    String label = fault == null ? null : fault.label();
    log.add(
        exchange.getRequest(),
        error.http(),
        new Note(error.code(), error.details(), label, null, null));
    return GraphAnswers.error(exchange.getResponse(), error);
  }

  Mono<Void> page(ServerWebExchange exchange, int status, @Nullable MediaFault fault) {
    note(exchange, status, fault);
    return GraphAnswers.page(exchange.getResponse(), status);
  }

  Mono<Void> caught(ServerWebExchange exchange, String how) {
    log.add(exchange.getRequest(), 200, new Note(null, how, "redirect", null, null));
    return GraphAnswers.page(exchange.getResponse(), 200);
  }

  void note(ServerWebExchange exchange, @Nullable Integer status, @Nullable MediaFault fault) {
    log.add(exchange.getRequest(), status, Note.of(fault == null ? null : fault.label()));
  }
}
