package com.livemargs.whatsapp.outbound.http;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.outbound.graph.GraphError;
import com.livemargs.whatsapp.outbound.graph.GraphErrors;
import com.livemargs.whatsapp.outbound.ledger.Acceptance;
import com.livemargs.whatsapp.outbound.ledger.QueueView.Standing;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import com.livemargs.whatsapp.outbound.message.InvalidRequestException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** The problems of sending, each with its cause and the fix. */
final class SendProblems {

  private static final long AWAY_SECONDS = 5;
  private static final String AGAIN =
      " The message was not sent; this Idempotency-Key stands for that, so send it again with a new one.";

  private static final Set<String> OURS =
      Set.of(Verdict.Failed.CANCELLED, Verdict.Failed.RESOLVED, Verdict.Failed.FOUND_UNSENT);

  private SendProblems() {}

  /**
   * Why it was not sent.
   *
   * @param replayed whether the same key has been answered before: a pause says nothing then
   */
  static Problem refused(Send send, boolean replayed) {
    return send.metaCode() == null && OURS.contains(String.valueOf(send.reason()))
        ? decidedHere(send)
        : refusedByMeta(send, replayed);
  }

  private static Problem decidedHere(Send send) {
    return Problem.of(
            HttpStatus.CONFLICT,
            "Not sent",
            "It was decided that this message is not sent, or found that it had not been. Send it again"
                + " with a new Idempotency-Key if it is wanted.")
        .with("code", String.valueOf(send.reason()))
        .with("messageId", send.messageId())
        .with("roomName", send.message().roomName());
  }

  private static Problem refusedByMeta(Send send, boolean replayed) {
    GraphError error = GraphErrors.of(send.metaCode());
    Problem problem =
        Problem.of(status(error), title(error), error.meaning() + " " + error.fix() + AGAIN)
            .with("messageId", send.messageId())
            .with("roomName", send.message().roomName());
    if (send.metaCode() != null) {
      problem = problem.with("metaCode", send.metaCode());
    }
    if (send.reason() != null && !send.reason().isEmpty()) {
      problem = problem.with("metaDetails", send.reason());
    }
    return error.retryAfter() > 0 && !replayed ? problem.retryAfter(error.retryAfter()) : problem;
  }

  private static HttpStatus status(GraphError error) {
    return switch (error.kind()) {
      case CALLER -> HttpStatus.UNPROCESSABLE_CONTENT;
      case LIMIT -> HttpStatus.TOO_MANY_REQUESTS;
      case OURS, UNDECIDED -> HttpStatus.BAD_GATEWAY;
    };
  }

  private static String title(GraphError error) {
    return switch (error.kind()) {
      case CALLER -> "WhatsApp does not take this message";
      case LIMIT -> "A limit of WhatsApp is reached";
      case OURS, UNDECIDED -> "WhatsApp refuses this service";
    };
  }

  static Problem invalid(InvalidRequestException invalid) {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Invalid request",
            String.valueOf(invalid.getMessage()))
        .with("member", invalid.member());
  }

  static Problem notJson() {
    return Problem.of(
        HttpStatus.BAD_REQUEST,
        "Not JSON",
        "The body must be one JSON object in UTF-8, such as {\"phoneNumber\":\"+491555…\",\"text\":\"…\"}.");
  }

  static Problem unknownRoom() {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Unknown room",
            "The member roomName names no WhatsApp conversation that is known here. Give phoneNumber or"
                + " customerId, or a room such as whatsapp_4915550118822.")
        .with("member", "roomName");
  }

  static Problem outsideWindow() {
    return Problem.of(
            HttpStatus.CONFLICT,
            "Outside of the 24-hour window",
            "The customer has not written within 24 hours, so Meta was not asked. Wait until the"
                + " customer writes, send an approved template by other means, or give windowPolicy allow to"
                + " ask Meta all the same.")
        .with("code", Acceptance.OUTSIDE_WINDOW);
  }

  static Problem keyReused() {
    return Problem.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "Idempotency-Key used before",
        "This Idempotency-Key came with another body within the last 7 days. Use a new key for a new"
            + " message, or repeat the first body.");
  }

  static Problem badKey() {
    return Problem.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "Invalid Idempotency-Key",
        "Send one Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID, or none.");
  }

  static Problem forbidden(String detail) {
    return Problem.of(HttpStatus.FORBIDDEN, "Not allowed with this join token", detail);
  }

  /**
   * The ledger is away: nothing was accepted, unless the connection broke, or the server stood
   * still, within the commit. Anything else stays what it is.
   */
  static Throwable explained(Throwable failure) {
    return FailureClassifier.isOutage(failure)
        ? Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Not now",
                "PostgreSQL does not answer, so the request could not be written down. Try again in a"
                    + " moment with the same Idempotency-Key: then it is sent once, even if the"
                    + " connection broke just after it was written.")
            .retryAfter(AWAY_SECONDS)
        : failure;
  }

  static Problem badState() {
    return badMember("state", "must be unknown, pending, queued or in_flight");
  }

  static Problem badMember(String member, String rule) {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Invalid request",
            "The member " + member + " " + rule + ".")
        .with("member", member);
  }

  static Problem unknownSend() {
    return Problem.of(
        HttpStatus.NOT_FOUND,
        "No such send",
        "No send of this messageId is known; sends are forgotten after 7 days. Take the messageId from"
            + " GET /whatsapp/outbound or from the answer to POST /whatsapp/send.");
  }

  static <T> Mono<T> elsewhere(Standing standing) {
    return Mono.error(
        Problem.of(
                HttpStatus.CONFLICT,
                "In another state",
                "Only a queued send can be cancelled, and only an unknown one resolved or sent again. See"
                    + " the member state for where this one stands.")
            .with("state", standing.send().state().word())
            .with("messageId", standing.send().messageId()));
  }
}
