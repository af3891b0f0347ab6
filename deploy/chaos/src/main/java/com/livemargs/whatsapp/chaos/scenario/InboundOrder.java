package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Said;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The verdict over the order of what customers write. It is promised for a thousand conversations
 * of fifty messages each: fewer show that it is broken, and that it is kept only in short, where
 * the figures say so.
 */
record InboundOrder(
    Tier tier, int conversations, int fewest, int inversions, int misread, int scattered) {

  static InboundOrder of(Tier tier, Book book, Inbound inbound) {
    Map<String, Long> messages =
        book.said().stream()
            .collect(Collectors.groupingBy(Said::conversation, Collectors.counting()));
    return new InboundOrder(
        tier,
        messages.size(),
        messages.values().stream().mapToInt(Long::intValue).min().orElse(0),
        inbound.inversions().size(),
        inbound.readOutOfOrder().size(),
        inbound.scattered().size());
  }

  Verdict judge() {
    boolean enough =
        conversations >= Workload.MOST_CONVERSATIONS && fewest >= Workload.LEAST_MESSAGES;
    Finding asFarAsAsked = enough || tier == Tier.SHORT ? Finding.KEPT : Finding.NOT_TESTED;
    return Verdict.of(
        Promise.P9,
        "messages of a conversation lie in their order, and are read in it out of both stores",
        inversions + misread + scattered == 0 ? asFarAsAsked : Finding.BROKEN,
        "conversations",
        scaled(conversations, Workload.MOST_CONVERSATIONS),
        "fewest messages of one",
        scaled(fewest, Workload.LEAST_MESSAGES),
        "inversions",
        inversions,
        "read out of order",
        misread,
        "conversations in several partitions",
        scattered);
  }

  private static Object scaled(int there, int wanted) {
    return there >= wanted ? there : "%d, scaled from %d".formatted(there, wanted);
  }
}
