package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.ingress.publish.WebhookPublisher;
import com.livemargs.whatsapp.ingress.publish.WebhookPublisher.Kept;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Takes one webhook: reads it, verifies it, has it published and answers 200 only after that. What
 * is not yet acknowledged is answered 503, and Meta sends it again for seven days.
 */
final class WebhookDoor {

  private final BodyReader bodies;
  private final SignatureVerifier signatures;
  private final WebhookPublisher publisher;
  private final WebhookMetrics metrics;

  WebhookDoor(
      BodyReader bodies,
      SignatureVerifier signatures,
      WebhookPublisher publisher,
      WebhookMetrics metrics) {
    this.bodies = bodies;
    this.signatures = signatures;
    this.publisher = publisher;
    this.metrics = metrics;
  }

  /** Completes when the webhook is kept, else fails with the {@link Problem} to answer with. */
  Mono<Void> take(ServerHttpRequest request) {
    HeldBytes.Share share = bodies.share();
    WebhookMetrics.Visit visit = metrics.visit();
    return bodies
        .read(request, share)
        .flatMap(body -> keep(request.getHeaders(), body, visit))
        .flatMap(kept -> verdict(kept, visit))
        .doOnError(Problem.class, visit::refused)
        .doFinally(
            signal -> {
              share.release();
              visit.end();
            });
  }

  private Mono<Kept> keep(HttpHeaders headers, byte[] body, WebhookMetrics.Visit visit) {
    if (!signatures.isSigned(headers.getOrEmpty(SignatureVerifier.HEADER), body)) {
      return Mono.error(Refusals.notSigned());
    }
    visit.verified();
    return publisher
        .publish(body, trace(headers.getFirst(EventHeaders.TRACEPARENT)))
        .onErrorMap(RejectedExecutionException.class, full -> Refusals.overload())
        .onErrorMap(e -> !(e instanceof Problem), e -> Refusals.notStored());
  }

  private static Mono<Void> verdict(Kept kept, WebhookMetrics.Visit visit) {
    visit.kept(kept);
    return switch (kept) {
      case STORED, QUARANTINED -> Mono.empty();
      case NOT_JSON -> Mono.error(Refusals.notJson());
    };
  }

  private static String trace(@Nullable String shown) {
    return Objects.requireNonNullElseGet(EventHeaders.trace(shown), EventHeaders::newTrace);
  }
}
