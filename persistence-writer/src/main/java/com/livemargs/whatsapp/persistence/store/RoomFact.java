package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a room.
 *
 * @param title what a list of rooms shows
 */
public record RoomFact(
    String roomName,
    @Nullable String phoneNumber,
    @Nullable String customerId,
    @Nullable String phoneNumberId,
    String title,
    Instant lastMessageAt) {

  /** What every room of a customer says of itself. */
  public static final String CHANNEL = "Customer";

  /** Who answers in it. */
  public static final String DEPARTMENT = "Customer Service";

  /** Both: the later one knows the customer better. */
  public RoomFact merge(RoomFact later) {
    return new RoomFact(
        roomName,
        later.phoneNumber != null ? later.phoneNumber : phoneNumber,
        later.customerId != null ? later.customerId : customerId,
        later.phoneNumberId != null ? later.phoneNumberId : phoneNumberId,
        title,
        lastMessageAt.isAfter(later.lastMessageAt) ? lastMessageAt : later.lastMessageAt);
  }

  @Override
  public String toString() {
    return "RoomFact[]";
  }
}
