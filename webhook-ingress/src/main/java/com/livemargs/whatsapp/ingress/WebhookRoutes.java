package com.livemargs.whatsapp.ingress;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import com.livemargs.whatsapp.events.problem.ProblemHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The path that Meta calls. */
@Configuration(proxyBeanMethods = false)
class WebhookRoutes {

  static final String PATH = "/whatsapp/webhook";

  @Bean
  WebhookEntrance webhookEntrance(WebhookDoor door, ProblemHandler problems) {
    return new WebhookEntrance(door, problems);
  }

  @Bean
  RouterFunction<ServerResponse> webhookRoute(Handshake handshake) {
    return RouterFunctions.route()
        .GET(PATH, request -> shake(handshake, request))
        .route(path(PATH), request -> Mono.error(Refusals.wrongMethod()))
        .build();
  }

  private static Mono<ServerResponse> shake(Handshake handshake, ServerRequest request) {
    return Mono.fromCallable(() -> handshake.answer(request.queryParams()))
        .flatMap(
            challenge ->
                ServerResponse.ok()
                    .contentType(MediaType.TEXT_PLAIN)
                    .header("X-Content-Type-Options", "nosniff")
                    .bodyValue(challenge));
  }
}
