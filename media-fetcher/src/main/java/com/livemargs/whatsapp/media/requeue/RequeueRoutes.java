package com.livemargs.whatsapp.media.requeue;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /media/requeue}: has late files fetched now, and those given up once more. */
final class RequeueRoutes {

  private static final Logger log = LoggerFactory.getLogger(RequeueRoutes.class);

  private final Requeue requeue;

  private RequeueRoutes(Requeue requeue) {
    this.requeue = requeue;
  }

  static OperatorRoutes of(Requeue requeue) {
    RequeueRoutes routes = new RequeueRoutes(requeue);
    return new OperatorRoutes(
        RouterFunctions.route().POST("/media/requeue", routes::requeue).build());
  }

  private Mono<ServerResponse> requeue(ServerRequest request) {
    return request
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(RequeueOrder::parse)
        .flatMap(requeue::run)
        .doOnNext(report -> audit(report, OperatorRoutes.operator(request)))
        .onErrorMap(FailureClassifier::isOutage, RequeueRoutes::away)
        .map(Json.MAPPER::writeValueAsBytes)
        .flatMap(
            body -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body));
  }

  private static void audit(RequeueReport report, String operator) {
    log.atInfo()
        .addKeyValue("operator", operator)
        .addKeyValue("dryRun", report.dryRun())
        .addKeyValue("done", report.done())
        .log("An operator has files fetched again");
  }

  private static Problem away(Throwable failure) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not requeued",
            "PostgreSQL does not answer. Try again in a moment; if it stays, look at the database.")
        .retryAfter(5);
  }
}
