package com.livemargs.whatsapp.media.fetch;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Whether Meta answers and takes the access token: {@code GET /{version}/me}. */
final class TokenCheck {

  private final WebClient graph;
  private final GraphSettings settings;

  TokenCheck(WebClient graph, GraphSettings settings) {
    this.graph = graph;
    this.settings = settings;
  }

  Mono<Map<String, Object>> check() {
    var address =
        UriComponentsBuilder.fromUriString(settings.url()).pathSegment(settings.version(), "me");
    return graph
        .get()
        .uri(address.build().toUri())
        .exchangeToMono(answer -> answer.releaseBody().thenReturn(answer.statusCode()))
        .flatMap(TokenCheck::verdict);
  }

  private static Mono<Map<String, Object>> verdict(HttpStatusCode status) {
    boolean refused = status.isSameCodeAs(HttpStatus.UNAUTHORIZED);
    return refused || status.is5xxServerError()
        ? Mono.error(new FetchException("the Graph API answered " + status.value()))
        : Mono.just(Map.of("access token", "taken"));
  }
}
