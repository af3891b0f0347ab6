package com.livemargs.whatsapp.events.operate;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.kafka.ConsumerGroups;
import com.livemargs.whatsapp.events.kafka.GroupStanding;
import com.livemargs.whatsapp.events.problem.Problem;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code GET /consumers} tells how the consumer groups of this process stand, {@code POST
 * /consumers/{group}/pause} and {@code /resume} have one stop and go on.
 */
final class ConsumerRoutes {

  private static final Logger log = LoggerFactory.getLogger(ConsumerRoutes.class);

  private ConsumerRoutes() {}

  /** Its paths. */
  static OperatorRoutes of(ConsumerGroups groups) {
    return new OperatorRoutes(
        RouterFunctions.route()
            .GET("/consumers", request -> answer(groups.standings()))
            .POST("/consumers/{group}/pause", request -> change(request, "pause", groups::pause))
            .POST("/consumers/{group}/resume", request -> change(request, "resume", groups::resume))
            .build());
  }

  private static Mono<ServerResponse> change(
      ServerRequest request, String action, Function<String, Optional<GroupStanding>> change) {
    String group = request.pathVariable("group");
    log.atInfo()
        .addKeyValue("operator", OperatorRoutes.operator(request))
        .addKeyValue("action", action)
        .addKeyValue("group", group)
        .log("An operator pauses or resumes a consumer group");
    return Mono.fromCallable(() -> change.apply(group).orElseThrow(ConsumerRoutes::nowhere))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(ConsumerRoutes::answer);
  }

  private static Mono<ServerResponse> answer(Object answer) {
    return ServerResponse.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Json.MAPPER.writeValueAsBytes(answer));
  }

  private static Problem nowhere() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "No such group",
        "This process does not run that consumer group. GET /consumers names those that it runs.");
  }
}
