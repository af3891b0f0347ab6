package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Book;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Verdicts over what both stores hold after a rebuild: all of it, once, unchanged, in order. */
final class ContentJudgement {

  private static final List<String> GAPS =
      List.of("missingInPostgres", "missingInMongo", "different", "missingInBoth");

  private final Loss loss;
  private final Book book;
  private final Evidence after;
  private final Inbound inbound;
  private final Restored restored;

  ContentJudgement(Loss loss, Book book, Evidence after, Restored restored) {
    this.loss = loss;
    this.book = book;
    this.after = after;
    this.inbound = new Inbound(book, after);
    this.restored = restored;
  }

  Verdict stores(JsonNode comparison) {
    int gaps = GAPS.stream().mapToInt(gap -> comparison.path(gap).asInt(1)).sum();
    int changed = restored.changed().size();
    int different = restored.different().size();
    int otherWords = restored.otherWords().size();
    int regressed = inbound.regressed().size();
    return Verdict.of(
        Promise.P12,
        "after the rebuild of %s both stores tell the same, and what they told before"
            .formatted(loss.store()),
        isNone(gaps, changed, different, otherWords, regressed),
        "compared by the product, in PostgreSQL",
        comparison.path("inPostgres").asLong(-1),
        "and in MongoDB",
        comparison.path("inMongo").asLong(-1),
        "differing, as the product has it",
        gaps,
        "differing, as the stores are read here",
        different,
        "other than before",
        changed,
        "other words than were said",
        otherWords,
        "status further back than was accepted",
        regressed);
  }

  Verdict once() {
    int notInPostgres = inbound.lostInPostgres().size();
    int notInMongo = inbound.lostInMongo().size();
    int notAgain = restored.lost().size();
    int withoutLine = inbound.withoutLine().size();
    int sends = restored.sendsWithoutMessage().size();
    int forgotten = restored.forgottenSends().size();
    int duplicates = inbound.duplicates();
    return Verdict.of(
        Promise.P3,
        "after the rebuild of %s each message is there once, in both stores"
            .formatted(loss.store()),
        isNone(notInPostgres, notInMongo, notAgain, withoutLine, sends, forgotten, duplicates),
        "messages accepted meanwhile",
        book.said().size(),
        "sends promised meanwhile",
        book.asked().size(),
        "rows in PostgreSQL",
        after.postgres().size(),
        "documents in MongoDB",
        after.mongo().size(),
        "lost in PostgreSQL",
        notInPostgres,
        "lost in MongoDB",
        notInMongo,
        "there before and not again",
        notAgain,
        "without a line in its conversation",
        withoutLine,
        "sends without their message",
        sends,
        "sends that the ledger forgot",
        forgotten,
        "duplicates",
        duplicates);
  }

  Verdict order() {
    int inversions = inbound.readOutOfOrder().size();
    return Verdict.of(
        Promise.P9,
        "after the rebuild of %s conversations are read in their order out of both stores"
            .formatted(loss.store()),
        inversions == 0,
        "read out of order",
        inversions);
  }

  private static boolean isNone(int... counts) {
    return IntStream.of(counts).allMatch(count -> count == 0);
  }
}
