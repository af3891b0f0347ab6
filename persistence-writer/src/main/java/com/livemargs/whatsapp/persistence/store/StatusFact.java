package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code message_statuses}: repeats keep the earliest time.
 *
 * @param participant in a group who it is about, else empty
 * @param messageId our id of the send, or null when the status names none
 * @param code Meta's error code, or null
 * @param reason why it failed, or null
 */
public record StatusFact(
    String wamid,
    String status,
    String participant,
    @Nullable UUID messageId,
    @Nullable String phoneNumberId,
    Instant timestamp,
    @Nullable Integer code,
    @Nullable String reason,
    String raw) {

  /** What makes two of them the same. */
  public String key() {
    return wamid + '\n' + status + '\n' + participant;
  }

  /** The earlier of two repeats. */
  public StatusFact merge(StatusFact other) {
    int order = timestamp.compareTo(other.timestamp);
    boolean first = order < 0 || (order == 0 && raw.compareTo(other.raw) <= 0);
    return first ? naming(other.messageId) : other.naming(messageId);
  }

  private StatusFact naming(@Nullable UUID named) {
    UUID id = messageId == null ? named : messageId;
    return new StatusFact(
        wamid, status, participant, id, phoneNumberId, timestamp, code, reason, raw);
  }

  @Override
  public String toString() {
    return "StatusFact[" + status + "]";
  }
}
