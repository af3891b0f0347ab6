package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.problem.ProblemHandler;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Takes Meta's posts before the routes, filters and observations of everything else: they cost more
 * than checking and publishing a webhook does, and {@code whatsapp.webhook.*} tells more.
 */
final class WebhookEntrance implements HttpHandlerDecoratorFactory {

  private final WebhookDoor door;
  private final ProblemHandler problems;

  WebhookEntrance(WebhookDoor door, ProblemHandler problems) {
    this.door = door;
    this.problems = problems;
  }

  @Override
  public HttpHandler apply(HttpHandler everythingElse) {
    return (request, response) ->
        isWebhook(request) ? take(request, response) : everythingElse.handle(request, response);
  }

  private static boolean isWebhook(ServerHttpRequest request) {
    return request.getMethod() == HttpMethod.POST
        && request.getPath().value().equals(WebhookRoutes.PATH);
  }

  private Mono<Void> take(ServerHttpRequest request, ServerHttpResponse response) {
    return door.take(request)
        .doOnSuccess(kept -> response.setStatusCode(HttpStatus.OK))
        .onErrorResume(failure -> problems.write(response, failure))
        .then(Mono.defer(response::setComplete));
  }
}
