package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.persistence.intake.Mention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Messages that the log holds and neither store does.
 *
 * @param records how many were looked through
 * @param more whether the search ended early because it found as many as are repaired at a time
 */
record Lost(List<Mention> messages, long records, boolean more) {

  /** Nothing was looked for. */
  static final Lost UNREAD = new Lost(List.of(), 0, false);

  /** A send and its echo are one message. */
  static Lost of(Collection<Mention> mentions, boolean more) {
    Set<String> sent = new HashSet<>();
    for (Mention one : mentions) {
      if (!isNamedByWamid(one) && one.wamid() != null) {
        sent.add(one.wamid());
      }
    }
    List<Mention> messages = new ArrayList<>(mentions);
    messages.removeIf(one -> isNamedByWamid(one) && sent.contains(String.valueOf(one.wamid())));
    return new Lost(List.copyOf(messages), 0, more);
  }

  private static boolean isNamedByWamid(Mention one) {
    return one.wamid() != null
        && MessageIds.ofWamid(Objects.requireNonNull(one.wamid())).equals(one.messageId());
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int size() {
    return messages.size();
  }

  Lost without(Set<UUID> ids) {
    List<Mention> rest = messages.stream().filter(one -> !ids.contains(one.messageId())).toList();
    return new Lost(rest, records, more);
  }

  Lost withRecords(long count) {
    return new Lost(messages, count, more);
  }
}
