package com.livemargs.whatsapp.persistence.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A send of ours as far as its results tell: the row, and the wamid once Meta accepted.
 *
 * @param row without a wamid: that is settled once the row is there
 * @param wamid what Meta called it, or null
 */
public record SendFact(MessageRow row, @Nullable String wamid) {

  /** Both: where Meta accepted, its answer knows the customer best. */
  public SendFact merge(SendFact other) {
    SendFact better = wamid == null && other.wamid != null ? other : this;
    MessageRow best = better.row;
    MessageRow rest = better == this ? other.row : row;
    MessageRow merged =
        new MessageRow(
            best.messageId(),
            null,
            best.parties().filledFrom(rest.parties()),
            best.body(),
            row.state().merge(other.row.state()),
            best.timestamp(),
            Math.min(row.position(), other.row.position()),
            null,
            best.sender(),
            true);
    return new SendFact(merged, better.wamid);
  }

  /** One message under two ids. */
  public record Pair(UUID messageId, String wamid) {}
}
