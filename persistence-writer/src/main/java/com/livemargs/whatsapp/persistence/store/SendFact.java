package com.livemargs.whatsapp.persistence.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
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

  /**
   * One message under two ids. A send that was made again after its answer was lost may have been
   * taken twice, so that it has two wamids.
   *
   * @param answered whether the result of the send says so: that is what the sender's caller was
   *     told, and counts over what a status names
   */
  public record Pair(UUID messageId, String wamid, boolean answered) {

    private static final Comparator<Pair> BEST =
        Comparator.comparing(Pair::answered, Comparator.reverseOrder()).thenComparing(Pair::wamid);

    /** Of each send the one that names it. */
    public static List<Pair> best(Collection<Pair> pairs) {
      return pairs.stream()
          .collect(Collectors.toMap(Pair::messageId, pair -> pair, BinaryOperator.minBy(BEST)))
          .values()
          .stream()
          .toList();
    }
  }
}
