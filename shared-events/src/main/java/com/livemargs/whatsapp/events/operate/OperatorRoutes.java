package com.livemargs.whatsapp.events.operate;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * What a service offers to operators. Declared as a bean it is served by the operators' listener of
 * the process; wrapped, because WebFlux would serve a bare router function on the public port.
 *
 * @param paths served to holders of an admin key only
 */
public record OperatorRoutes(RouterFunction<ServerResponse> paths) {

  private static final String OPERATOR = "whatsapp.operator";

  /** Who calls, for audit lines: a few digits of the key's hash. */
  public static String operator(ServerRequest request) {
    return String.valueOf(request.attributes().get(OPERATOR));
  }

  static String attribute() {
    return OPERATOR;
  }
}
