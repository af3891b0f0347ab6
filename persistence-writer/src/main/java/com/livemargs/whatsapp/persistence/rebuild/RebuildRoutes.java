package com.livemargs.whatsapp.persistence.rebuild;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.problem.Problem;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /rebuild} begins one or goes on with one, {@code GET /rebuild} shows how far each is,
 * and which were begun by processes that are gone.
 */
public final class RebuildRoutes {

  private static final Logger log = LoggerFactory.getLogger(RebuildRoutes.class);

  private final Rebuilds rebuilds;

  private RebuildRoutes(Rebuilds rebuilds) {
    this.rebuilds = rebuilds;
  }

  private record Order(@Nullable String store, @Nullable String id) {

    static Order parse(byte[] json) {
      try {
        Order order = Json.MAPPER.readValue(json, Order.class);
        if (order == null || order.id != null && !order.id.matches("[A-Za-z0-9_-]{1,40}")) {
          throw refusal();
        }
        return order;
      } catch (JacksonException odd) {
        throw refusal();
      }
    }

    private static Problem refusal() {
      return Problem.of(
          HttpStatus.BAD_REQUEST,
          "Request not understood",
          "Send {\"store\":\"mongodb\"} or {\"store\":\"postgresql\"}, with the id of a rebuild to go on with it.");
    }
  }

  /** Its paths. */
  public static OperatorRoutes of(Rebuilds rebuilds) {
    RebuildRoutes routes = new RebuildRoutes(rebuilds);
    return new OperatorRoutes(
        RouterFunctions.route()
            .GET("/rebuild", request -> routes.all())
            .POST("/rebuild", routes::begin)
            .build());
  }

  private Mono<ServerResponse> all() {
    return Mono.fromCallable(rebuilds::all)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(KafkaException.class, RebuildRoutes::away)
        .flatMap(RebuildRoutes::answer);
  }

  private static Problem away(KafkaException failure) {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Broker away",
            "Kafka, which keeps the places of rebuilds, does not answer. Rebuilds that run wait for it; try again in a moment.")
        .retryAfter(5);
  }

  private Mono<ServerResponse> begin(ServerRequest request) {
    return request
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[] {'{', '}'})
        .map(Order::parse)
        .map(order -> rebuilds.begin(String.valueOf(order.store()), order.id()))
        .doOnNext(
            view ->
                log.atInfo()
                    .addKeyValue("operator", OperatorRoutes.operator(request))
                    .addKeyValue("store", view.store())
                    .addKeyValue("id", view.id())
                    .log("An operator has a store rebuilt from the log"))
        .flatMap(RebuildRoutes::answer);
  }

  private static Mono<ServerResponse> answer(Object answer) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Json.MAPPER.writeValueAsBytes(answer));
  }
}
