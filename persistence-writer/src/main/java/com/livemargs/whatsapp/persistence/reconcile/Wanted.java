package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.intake.Mention;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are wanted out of the log.
 *
 * @param since about when the first record of them came
 */
record Wanted(Set<UUID> ids, Set<String> wamids, Instant since) {

  static Wanted of(Collection<Gap> gaps) {
    return new Wanted(
        gaps.stream().map(Gap::messageId).collect(Collectors.toSet()),
        gaps.stream()
            .flatMap(gap -> Stream.concat(wamid(gap.first()), wamid(gap.second())))
            .collect(Collectors.toSet()),
        gaps.stream()
            .map(gap -> gap.known().timestamp())
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH));
  }

  private static Stream<String> wamid(@Nullable Entry entry) {
    return entry == null ? Stream.empty() : Stream.ofNullable(entry.wamid());
  }

  static Wanted ofLost(Collection<Mention> lost) {
    return new Wanted(
        lost.stream().map(Mention::messageId).collect(Collectors.toSet()),
        lost.stream().flatMap(one -> Stream.ofNullable(one.wamid())).collect(Collectors.toSet()),
        lost.stream().map(Mention::came).min(Comparator.naturalOrder()).orElse(Instant.EPOCH));
  }
}
