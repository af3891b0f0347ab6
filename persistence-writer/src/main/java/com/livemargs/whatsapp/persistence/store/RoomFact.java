package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a room. Merging is commutative: a message that shows the customer's id knows
 * best whom the room is with, of several the newest by Meta's time, in hours, so that what hardly
 * ever changes is not written with each message.
 *
 * @param title what a list of rooms shows
 * @param toldBy which message told id and number, as text that sorts by how well it knows them
 */
public record RoomFact(
    String roomName,
    @Nullable String phoneNumber,
    @Nullable String customerId,
    @Nullable String phoneNumberId,
    String title,
    Instant lastMessageAt,
    String toldBy) {

  /** What every room of a customer says of itself. */
  public static final String CHANNEL = "Customer";

  /** Who answers in it. */
  public static final String DEPARTMENT = "Customer Service";

  private static final int LONGEST_MILLIS = String.valueOf(Long.MAX_VALUE).length();

  /** What one message tells of its room. */
  public RoomFact(
      String roomName,
      @Nullable String phoneNumber,
      @Nullable String customerId,
      @Nullable String phoneNumberId,
      String title,
      Instant lastMessageAt) {
    this(
        roomName,
        phoneNumber,
        customerId,
        phoneNumberId,
        title,
        lastMessageAt,
        toldBy(customerId, phoneNumberId, lastMessageAt));
  }

  private static String toldBy(
      @Nullable String customerId, @Nullable String phoneNumberId, Instant at) {
    String shown = customerId == null ? "0" : "1";
    String hour = String.valueOf(at.truncatedTo(ChronoUnit.HOURS).toEpochMilli());
    String zeros = "0".repeat(Math.max(0, LONGEST_MILLIS - hour.length()));
    return shown + " " + zeros + hour + " " + customerId + " " + phoneNumberId;
  }

  /** Both. */
  public RoomFact merge(RoomFact other) {
    RoomFact better = other.toldBy.compareTo(toldBy) > 0 ? other : this;
    return new RoomFact(
        roomName,
        least(phoneNumber, other.phoneNumber),
        better.customerId,
        better.phoneNumberId,
        Objects.requireNonNull(least(title, other.title)),
        lastMessageAt.isAfter(other.lastMessageAt) ? lastMessageAt : other.lastMessageAt,
        better.toldBy);
  }

  private static @Nullable String least(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public String toString() {
    return "RoomFact[]";
  }
}
