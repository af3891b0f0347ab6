package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a message came. Merging is commutative, associative and idempotent: times by the
 * earliest, the visible status by its place in {@link #ORDER}.
 *
 * @param status the visible one
 */
public record State(
    String status,
    @Nullable Instant sentAt,
    @Nullable Instant deliveredAt,
    @Nullable Instant readAt,
    @Nullable Instant playedAt,
    @Nullable Failure failure) {

  /** Visible statuses; a later one outranks an earlier one. */
  public static final List<String> ORDER =
      List.of("pending", "sent", "failed", "delivered", "read");

  private static final Comparator<Failure> FIRST_FAILURE =
      Comparator.comparing(Failure::at)
          .thenComparing(Failure::code, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Failure::reason, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** When and why it failed. */
  public record Failure(Instant at, @Nullable Integer code, @Nullable String reason) {}

  /** Only a visible status is known. */
  public static State of(String status) {
    return new State(status, null, null, null, null, null);
  }

  /** What one status says; unknown ones say nothing. */
  public static State of(StatusFact fact) {
    Instant at = fact.timestamp();
    return switch (fact.status()) {
      case "sent" -> new State("sent", at, null, null, null, null);
      case "delivered" -> new State("delivered", null, at, null, null, null);
      case "read" -> new State("read", null, null, at, null, null);
      case "played" -> new State("read", null, null, null, at, null);
      case "failed" ->
          new State("failed", null, null, null, null, new Failure(at, fact.code(), fact.reason()));
      default -> of("pending");
    };
  }

  /** Both. */
  public State merge(State other) {
    return new State(
        higher(status, other.status),
        earlier(sentAt, other.sentAt),
        earlier(deliveredAt, other.deliveredAt),
        earlier(readAt, other.readAt),
        earlier(playedAt, other.playedAt),
        first(failure, other.failure));
  }

  /** Statuses that this one outranks. */
  public List<String> outranked() {
    return ORDER.subList(0, ORDER.indexOf(status));
  }

  private static String higher(String a, String b) {
    return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  private static @Nullable Failure first(@Nullable Failure a, @Nullable Failure b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return FIRST_FAILURE.compare(a, b) <= 0 ? a : b;
  }
}
