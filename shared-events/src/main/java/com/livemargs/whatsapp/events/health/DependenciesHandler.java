package com.livemargs.whatsapp.events.health;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.health.Dependencies.Answer;
import com.livemargs.whatsapp.events.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Tells everybody whether all is well, and holders of an API key what is not. */
final class DependenciesHandler implements WebHandler {

  private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Dependencies dependencies;
  private final @Nullable Access access;

  DependenciesHandler(Dependencies dependencies, @Nullable Access access) {
    this.dependencies = dependencies;
    this.access = access;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    HttpMethod method = exchange.getRequest().getMethod();
    if (!READING.contains(method)) {
      return Mono.error(new MethodNotAllowedException(method, READING));
    }
    boolean details = isKeyHolder(exchange.getRequest().getHeaders());
    return dependencies.all().flatMap(all -> answer(exchange.getResponse(), all, details));
  }

  private boolean isKeyHolder(HttpHeaders headers) {
    return access != null
        && access.find(headers).filter(Caller.KeyHolder.class::isInstance).isPresent();
  }

  private static Mono<Void> answer(
      ServerHttpResponse response, Map<String, Answer> all, boolean details) {
    boolean up = all.values().stream().allMatch(Answer::isUp);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", up ? "UP" : "DOWN");
    if (details) {
      body.put("components", all);
    }
    response.setStatusCode(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    byte[] json = Json.MAPPER.writeValueAsBytes(body);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(json)));
  }
}
