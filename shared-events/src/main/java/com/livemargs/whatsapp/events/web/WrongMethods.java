package com.livemargs.whatsapp.events.web;

import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells a method that a path does not take from a path that is not there, which routes do not: each
 * is asked once more for every other method. Spring does so for controllers.
 */
public final class WrongMethods implements HandlerMapping, Ordered {

  private static final int AFTER_ROUTES_AND_CONTROLLERS = 1;

  private final RouterFunctionMapping routes;

  WrongMethods(RouterFunctionMapping routes) {
    this.routes = routes;
  }

  @Override
  public Mono<Object> getHandler(ServerWebExchange exchange) {
    return Mono.justOrEmpty(routes.getRouterFunction())
        .flatMap(all -> refuse(all, ServerRequest.create(exchange, List.of())));
  }

  @Override
  public int getOrder() {
    return AFTER_ROUTES_AND_CONTROLLERS;
  }

  /** Fails where a route takes the request's path by another method; empty where none does. */
  public static <T> Mono<T> refuse(RouterFunction<?> routes, ServerRequest request) {
    return Flux.fromArray(HttpMethod.values())
        .filterWhen(method -> takes(routes, request, method))
        .collectList()
        .filter(taken -> !taken.isEmpty())
        .flatMap(taken -> Mono.error(new MethodNotAllowedException(request.method(), taken)));
  }

  private static Mono<Boolean> takes(
      RouterFunction<?> routes, ServerRequest request, HttpMethod method) {
    return routes.route(ServerRequest.from(request).method(method).build()).hasElement();
  }
}
