package com.livemargs.whatsapp.simulator.graph;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Writes answers with Graph's headers. */
public final class GraphAnswers {

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong."
          + "</h1></body></html>";

  private GraphAnswers() {}

  /** A JSON answer. */
  public static Mono<Void> json(ServerHttpResponse response, int status, JsonNode body) {
    response.getHeaders().set("facebook-api-version", "v26.0");
    return write(response, status, MediaType.APPLICATION_JSON, body.toString());
  }

  /** A refusal. */
  public static Mono<Void> error(ServerHttpResponse response, GraphError error) {
    return json(response, error.http(), error.toJson());
  }

  /** The HTML page that stands before Graph when Graph itself is in trouble. */
  public static Mono<Void> page(ServerHttpResponse response, int status) {
    return write(response, status, MediaType.TEXT_HTML, PAGE);
  }

  private static Mono<Void> write(
      ServerHttpResponse response, int status, MediaType type, String text) {
    response.setStatusCode(HttpStatusCode.valueOf(status));
    response.getHeaders().setContentType(type);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().setContentLength(bytes.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(bytes)));
  }
}
