package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which records are meant; what is null does not matter.
 *
 * @param topic the topic they lie on
 * @param reason a part of the reason, in any case
 * @param from put aside at or after, in milliseconds or ISO-8601
 * @param to put aside before, likewise
 * @param state {@code open} by default, {@code replayed}, {@code discarded} or {@code all}
 * @param limit at most so many, 1 to 10000, 100 by default
 */
public record LetterFilter(
    @Nullable String topic,
    @Nullable String reason,
    @Nullable String from,
    @Nullable String to,
    @Nullable Integer partition,
    @Nullable Long offset,
    @Nullable String state,
    @Nullable Integer limit) {

  private static final int USUAL = 100;
  private static final int MOST = 10_000;

  public LetterFilter {
    if (limit != null && (limit < 1 || limit > MOST)) {
      throw refusal("The limit is not within 1 to 10000. Set it so, or leave it out for 100.");
    }
    if (offset != null && (partition == null || topic == null)) {
      throw refusal("An offset means nothing without its topic and partition. Name all three.");
    }
    state(state);
    moment(from, 0);
    moment(to, 0);
  }

  int most() {
    return limit == null ? USUAL : limit;
  }

  boolean takes(Letter letter) {
    Letter.State wanted = state(state);
    return (partition == null || letter.partition() == partition)
        && (offset == null || letter.offset() == offset)
        && letter.time() >= moment(from, Long.MIN_VALUE)
        && letter.time() < moment(to, Long.MAX_VALUE)
        && (reason == null || contains(letter.reason(), reason))
        && (wanted == null || letter.state() == wanted);
  }

  private static boolean contains(@Nullable String text, String part) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static Letter.@Nullable State state(@Nullable String state) {
    return switch (state == null ? "open" : state.toLowerCase(Locale.ROOT)) {
      case "open" -> Letter.State.OPEN;
      case "replayed" -> Letter.State.REPLAYED;
      case "discarded" -> Letter.State.DISCARDED;
      case "all" -> null;
      default -> throw refusal("The state is none of open, replayed, discarded, all. Name one.");
    };
  }

  private static long moment(@Nullable String text, long absent) {
    if (text == null || text.isBlank()) {
      return absent;
    }
    try {
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException wrong) {
      throw refusal("A time is neither milliseconds nor like 2026-11-24T01:02:03Z. Write it so.");
    }
  }

  static Problem refusal(String detail) {
    return Problem.of(HttpStatus.BAD_REQUEST, "Request not understood", detail);
  }
}
