package com.livemargs.whatsapp.media.requeue;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.media.job.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/**
 * Which files an operator wants fetched; what is null does not matter.
 *
 * @param state {@code pending}, {@code unavailable} or {@code all}, the default
 * @param reason why a file was given up
 * @param from messages that came at or after, in milliseconds or ISO-8601
 * @param to messages that came before, likewise
 * @param limit at most so many, 1 to 10000, 100 by default
 * @param dryRun true unless said otherwise: only tell what would be done
 */
record RequeueOrder(
    @Nullable String state,
    @Nullable String reason,
    @Nullable String from,
    @Nullable String to,
    @Nullable Integer limit,
    @Nullable Boolean dryRun) {

  static final String ALL = "all";
  private static final Set<String> STATES = Set.of("pending", "unavailable", ALL);
  private static final int USUAL = 100;
  private static final int MOST = 10_000;
  // The end of the year 9999, which PostgreSQL knows as well.
  private static final long ALWAYS = 253_402_300_799_999L;

  RequeueOrder {
    if (state != null && !STATES.contains(state)) {
      throw refusal("The state is none of pending, unavailable, all. Name one.");
    }
    if (reason != null
        && Arrays.stream(Reason.values()).map(Reason::wire).noneMatch(reason::equals)) {
      throw refusal("The reason is none of expired, hash-mismatch, too-large. Name one.");
    }
    if (reason != null && "pending".equals(state)) {
      throw refusal(
          "Only files that were given up have a reason. Leave out one of state and reason.");
    }
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw refusal("The limit is not within 1 to 10000. Set it so, or leave it out for 100.");
    }
    moment(from, 0);
    moment(to, 0);
  }

  /** A misspelt member could widen an order: none is overlooked. */
  static RequeueOrder parse(byte[] json) {
    try {
      RequeueOrder order =
          Json.MAPPER
              .readerFor(RequeueOrder.class)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(json.length == 0 ? new byte[] {'{', '}'} : json);
      return Optional.ofNullable(order).orElseThrow(RequeueOrder::noObject);
    } catch (JacksonException odd) {
      if (odd.getCause() instanceof Problem known) {
        throw known;
      }
      throw noObject();
    }
  }

  private static Problem noObject() {
    return refusal(
        "The body is no JSON object of state, reason, from, to, limit, dryRun. Send these only.");
  }

  boolean isDry() {
    return !Boolean.FALSE.equals(dryRun);
  }

  int most() {
    return limit == null ? USUAL : limit;
  }

  String wantedState() {
    return state == null ? ALL : state;
  }

  String wantedReason() {
    return reason == null ? ALL : reason;
  }

  long since() {
    return moment(from, 0);
  }

  long before() {
    return moment(to, ALWAYS);
  }

  private static long moment(@Nullable String text, long absent) {
    if (text == null || text.isBlank()) {
      return absent;
    }
    try {
      long moment =
          text.matches("\\d{1,15}") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
      return Math.clamp(moment, 0, ALWAYS);
    } catch (DateTimeParseException | ArithmeticException wrong) {
      throw refusal("A time is neither milliseconds nor like 2026-11-24T01:02:03Z. Write it so.");
    }
  }

  private static Problem refusal(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, "Request not understood", detail);
  }
}
