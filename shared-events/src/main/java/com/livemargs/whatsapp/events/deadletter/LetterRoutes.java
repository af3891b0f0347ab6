package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.problem.Problem;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The operators' paths of one {@link LetterDesk}. */
public final class LetterRoutes {

  private static final Logger log = LoggerFactory.getLogger(LetterRoutes.class);

  private final LetterDesk desk;

  private LetterRoutes(LetterDesk desk) {
    this.desk = desk;
  }

  /**
   * Its paths.
   *
   * @param base such as {@code /dead-letters}
   */
  public static OperatorRoutes at(String base, LetterDesk desk) {
    LetterRoutes routes = new LetterRoutes(desk);
    return new OperatorRoutes(
        RouterFunctions.route()
            .GET(base, request -> answer(desk.counts()))
            .GET(base + "/records", routes::list)
            .GET(base + "/records/{topic}/{partition}/{offset}", routes::show)
            .POST(base + "/replay", request -> order(request, desk::replay))
            .POST(base + "/discard", request -> order(request, desk::discard))
            .build());
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    LetterFilter filter =
        new LetterFilter(
            parameter(request, "topic"),
            parameter(request, "reason"),
            parameter(request, "from"),
            parameter(request, "to"),
            number(parameter(request, "partition"), Integer::valueOf),
            number(parameter(request, "offset"), Long::valueOf),
            parameter(request, "state"),
            number(parameter(request, "limit"), Integer::valueOf));
    return answer(desk.list(filter));
  }

  private Mono<ServerResponse> show(ServerRequest request) {
    Integer partition = number(request.pathVariable("partition"), Integer::valueOf);
    Long offset = number(request.pathVariable("offset"), Long::valueOf);
    String topic = request.pathVariable("topic");
    log.atInfo()
        .addKeyValue("operator", OperatorRoutes.operator(request))
        .addKeyValue("topic", topic)
        .addKeyValue("partition", partition)
        .addKeyValue("offset", offset)
        .log("An operator reads a record that was put aside");
    return answer(
        desk.open(new LetterFilter(topic, null, null, null, partition, offset, "all", 1))
            .switchIfEmpty(Mono.error(LetterRoutes::nowhere)));
  }

  private static Mono<ServerResponse> order(
      ServerRequest request, BiFunction<LetterOrder, String, Mono<?>> action) {
    return request
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(LetterOrder::parse)
        .flatMap(order -> answer(action.apply(order, OperatorRoutes.operator(request))));
  }

  private static Mono<ServerResponse> answer(Mono<?> answer) {
    return answer
        .map(Json.MAPPER::writeValueAsBytes)
        .onErrorMap(KafkaException.class, LetterRoutes::away)
        .flatMap(
            body -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(body));
  }

  private static @Nullable String parameter(ServerRequest request, String name) {
    return request.queryParam(name).filter(value -> !value.isBlank()).orElse(null);
  }

  private static <T> @Nullable T number(@Nullable String text, Function<String, T> read) {
    try {
      return text == null ? null : read.apply(text);
    } catch (NumberFormatException wrong) {
      throw LetterFilter.refusal(
          "Partition, offset or limit is no whole number. Write it in digits.");
    }
  }

  private static Problem nowhere() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "No such record",
        "Nothing lies at this topic, partition and offset, or no longer. Look at the list.");
  }

  private static Problem away(KafkaException failure) {
    return failure instanceof AuthorizationException ? refused() : away();
  }

  private static Problem refused() {
    return Problem.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Broker refuses",
        "Kafka does not let this service read or write a topic that this needs. Name a topic, at"
            + " the service whose group put its records aside, and allow what docs/operations.md"
            + " lists.");
  }

  private static Problem away() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Broker away",
            "Kafka does not answer. Try again in a moment; if it stays, look at the broker.")
        .retryAfter(5);
  }
}
