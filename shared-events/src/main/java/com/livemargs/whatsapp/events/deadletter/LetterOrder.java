package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;

/**
 * What an operator wants done with records that were put aside: the members of {@link LetterFilter}
 * and the following.
 *
 * @param dryRun true unless said otherwise: only tell what would be done
 * @param ratePerSecond records brought back in a second, 1 to 1000, 50 by default
 * @param why the reason of a discard
 */
record LetterOrder(
    @Nullable String topic,
    @Nullable String reason,
    @Nullable String from,
    @Nullable String to,
    @Nullable Integer partition,
    @Nullable Long offset,
    @Nullable String state,
    @Nullable Integer limit,
    @Nullable Boolean dryRun,
    @Nullable Integer ratePerSecond,
    @Nullable String why) {

  private static final int USUAL_RATE = 50;
  private static final int HIGHEST_RATE = 1_000;

  LetterOrder {
    if (ratePerSecond != null && (ratePerSecond < 1 || ratePerSecond > HIGHEST_RATE)) {
      throw LetterFilter.refusal(
          "The rate is not within 1 to 1000 a second. Set it so, or leave it out for 50.");
    }
  }

  /** A misspelt member could widen an order: none is overlooked. */
  static LetterOrder parse(byte[] json) {
    try {
      LetterOrder order =
          Json.MAPPER
              .readerFor(LetterOrder.class)
              .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(json.length == 0 ? new byte[] {'{', '}'} : json);
      return Optional.ofNullable(order).orElseThrow(LetterOrder::noObject);
    } catch (JacksonException odd) {
      if (odd.getCause() instanceof Problem known) {
        throw known;
      }
      throw noObject();
    }
  }

  private static Problem noObject() {
    return LetterFilter.refusal(
        "The body is no JSON object of topic, reason, from, to, partition, offset, state, limit, dryRun, ratePerSecond, why. Send these only.");
  }

  LetterFilter filter() {
    return new LetterFilter(topic, reason, from, to, partition, offset, state, limit);
  }

  boolean isDry() {
    return !Boolean.FALSE.equals(dryRun);
  }

  Duration pause() {
    return Duration.ofSeconds(1).dividedBy(ratePerSecond == null ? USUAL_RATE : ratePerSecond);
  }
}
