package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.problem.Problem;
import com.mongodb.MongoException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /reconcile?from&to&fix}: compares now, repairs only when told so. */
public final class ReconcileRoutes {

  private static final Logger log = LoggerFactory.getLogger(ReconcileRoutes.class);
  private static final Duration USUAL = Duration.ofDays(1);

  private final Reconciliations reconciliations;

  private ReconcileRoutes(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  /** Its one path. */
  public static OperatorRoutes of(Reconciliations reconciliations) {
    ReconcileRoutes routes = new ReconcileRoutes(reconciliations);
    return new OperatorRoutes(
        RouterFunctions.route().POST("/reconcile", routes::reconcile).build());
  }

  private Mono<ServerResponse> reconcile(ServerRequest request) {
    Instant now = Instant.now();
    Instant from = moment(request, "from", now.minus(USUAL));
    Instant to = moment(request, "to", now);
    boolean fix = request.queryParam("fix").map(Boolean::parseBoolean).orElse(false);
    if (!from.isBefore(to)) {
      throw refusal("The stretch is empty: from is not before to. Swap or correct them.");
    }
    log.atInfo()
        .addKeyValue("operator", OperatorRoutes.operator(request))
        .addKeyValue("fix", fix)
        .log("An operator has the stores compared");
    return reconciliations
        .reconcile(from, to, fix)
        .map(Json.MAPPER::writeValueAsBytes)
        .onErrorMap(ReconcileRoutes::isOutage, ReconcileRoutes::away)
        .flatMap(
            body -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body));
  }

  private static Instant moment(ServerRequest request, String name, Instant absent) {
    String text = request.queryParam(name).orElse("");
    try {
      if (text.isBlank()) {
        return absent;
      }
      return text.matches("\\d{1,15}")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : Instant.parse(text);
    } catch (DateTimeParseException wrong) {
      throw refusal("A time is neither milliseconds nor like 2026-11-24T01:02:03Z. Write it so.");
    }
  }

  private static Problem refusal(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, "Request not understood", detail);
  }

  private static boolean isOutage(Throwable failure) {
    return failure instanceof MongoException
        || failure instanceof KafkaException
        || FailureClassifier.isOutage(failure);
  }

  private static Problem away(Throwable failure) {
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("The stores could not be compared");
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not compared",
            "A store or the broker did not answer. What was repaired stays; try again when all are there.")
        .retryAfter(30);
  }
}
