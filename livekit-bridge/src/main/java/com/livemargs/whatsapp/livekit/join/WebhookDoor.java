package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Takes LiveKit's reports: verified over the raw bytes, answered at once, because the next report
 * of a room waits for the answer.
 */
final class WebhookDoor {

  private final Signature signature;
  private final Reception reception;

  WebhookDoor(Signature signature, Reception reception) {
    this.signature = signature;
    this.reception = reception;
  }

  Mono<ServerResponse> answer(ServerRequest request) {
    String authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
    return request
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .doOnNext(body -> take(authorization, body))
        .then(ServerResponse.ok().build());
  }

  private void take(@Nullable String authorization, byte[] body) {
    if (!signature.isGenuine(authorization, body)) {
      throw Problem.of(
          HttpStatus.UNAUTHORIZED,
          "Not signed by LiveKit",
          "The Authorization header is no current LiveKit signature of this body. Check that LiveKit's webhook.api_key and its secret are LIVEKIT_API_KEY and LIVEKIT_API_SECRET here.");
    }
    if (!reception.accept(parse(body))) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "Too many reports at once",
              "More reports wait than are worked off. Send this one again in a moment.")
          .retryAfter(1);
    }
  }

  private static Report parse(byte[] body) {
    try {
      return Report.parse(body);
    } catch (JacksonException unreadable) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "Not a webhook",
          "The body is signed but is not the JSON of a LiveKit webhook. Send what LiveKit sends, unchanged.");
    }
  }
}
