package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.ingress.WebhookMetrics.Outcome;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What the door says when it does not take a webhook. Nothing of the request is repeated. */
final class Refusals {

  private static final long SOON_SECONDS = 5;

  private static final String OVERLOAD = "Too much at once";

  private Refusals() {}

  /** What a refusal of something that was not kept is counted as. */
  static Outcome outcome(Problem problem) {
    return switch (HttpStatus.valueOf(problem.getStatusCode().value())) {
      case UNAUTHORIZED -> Outcome.BAD_SIGNATURE;
      case CONTENT_TOO_LARGE -> Outcome.TOO_LARGE;
      case BAD_REQUEST -> Outcome.ABORTED;
      case SERVICE_UNAVAILABLE ->
          OVERLOAD.equals(problem.getBody().getTitle())
              ? Outcome.OVERLOAD
              : Outcome.KAFKA_UNAVAILABLE;
      default -> Outcome.REFUSED;
    };
  }

  static Problem notSigned() {
    Problem problem =
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "Signature not valid",
            "X-Hub-Signature-256 must be there once, as sha256= and 64 lower-case hex digits: the HMAC-SHA256 of the raw body with the app secret. Check WHATSAPP_APP_SECRET.");
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "X-Hub-Signature-256");
    return problem;
  }

  static Problem tooLarge(int limit) {
    return Problem.of(
        HttpStatus.CONTENT_TOO_LARGE,
        "Body too large",
        "A webhook may hold up to " + limit + " bytes. Meta sends up to 3 MB; send less.");
  }

  static Problem encoded() {
    return Problem.of(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "Content-Encoding not taken",
        "The signature covers the body as sent. Send it without Content-Encoding.");
  }

  static Problem late() {
    Problem problem =
        Problem.of(
            HttpStatus.REQUEST_TIMEOUT,
            "Body incomplete",
            "The body did not arrive in time. Send it again.");
    problem.getHeaders().set(HttpHeaders.CONNECTION, "close");
    return problem;
  }

  static Problem brokenOff() {
    return Problem.of(
        HttpStatus.BAD_REQUEST,
        "Body broken off",
        "The connection ended before the body did. Send it again.");
  }

  static Problem notJson() {
    return Problem.of(
        HttpStatus.BAD_REQUEST,
        "Not JSON",
        "The body is signed, but it is not one JSON value in UTF-8. It was put aside on whatsapp.quarantine; send JSON.");
  }

  static Problem overload() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            OVERLOAD,
            "More webhooks arrive than can be stored right now. Send this one again.")
        .retryAfter(SOON_SECONDS);
  }

  static Problem notStored() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not stored",
            "Kafka did not acknowledge this webhook, so it counts as not received. Send it again; check that the broker at KAFKA_BOOTSTRAP_SERVERS is up.")
        .retryAfter(SOON_SECONDS);
  }

  static Problem wrongMethod() {
    Problem problem =
        Problem.of(
            HttpStatus.METHOD_NOT_ALLOWED,
            "Method not allowed",
            "This path takes GET for Meta's handshake and POST for its webhooks.");
    problem.getHeaders().set(HttpHeaders.ALLOW, "GET, POST");
    return problem;
  }
}
