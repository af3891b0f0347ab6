package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.rebuild.Restored.Elsewhere;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Verdicts over one rebuild and what both stores hold after it. */
final class RebuildJudgement {

  private static final List<String> GAPS =
      List.of("missingInPostgres", "missingInMongo", "different", "missingInBoth");

  private final Loss loss;
  private final Workload workload;
  private final Evidence before;
  private final Evidence after;
  private final Inbound inbound;
  private final Restored restored;

  RebuildJudgement(Loss loss, Workload workload, Evidence before, Evidence after) {
    this.loss = loss;
    this.workload = workload;
    this.before = before;
    this.after = after;
    this.inbound = new Inbound(workload.book(), after);
    this.restored = new Restored(loss, workload.book(), before, after);
  }

  List<Verdict> verdicts(Cluster cluster, Course course, boolean rested, JsonNode comparison) {
    return List.of(
        course(course, rested), stores(comparison), once(), order(), rooms(cluster), deadLetters());
  }

  private Verdict course(Course course, boolean rested) {
    // A death that came too early or too late says nothing about going on.
    Finding tested =
        course.isEmptied() && course.isInterrupted() ? Finding.KEPT : Finding.NOT_TESTED;
    boolean completed = rested && (course.isCompleted() || tested == Finding.NOT_TESTED);
    return Verdict.of(
        Promise.P12,
        loss.store()
            + " is emptied under load and rebuilt; killed on the way, that goes on by its id",
        completed ? tested : Finding.BROKEN,
        "messages in it before",
        course.emptied().before(),
        "and when it was emptied",
        course.emptied().after(),
        "offsets read when it was killed",
        course.death().read(),
        "and left to read",
        course.death().left(),
        "records read after that",
        course.readAfter(),
        "of so many offsets",
        course.toReadAfter(),
        "records not taken by the store",
        course.skipped(),
        "state in the end",
        course.state(),
        "webhooks meanwhile",
        workload.webhooks(),
        "all was answered and came to rest",
        rested);
  }

  private Verdict stores(JsonNode comparison) {
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

  private Verdict once() {
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
        workload.book().said().size(),
        "sends promised meanwhile",
        workload.book().asked().size(),
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

  private Verdict order() {
    int inversions = inbound.readOutOfOrder().size();
    return Verdict.of(
        Promise.P9,
        "after the rebuild of %s conversations are read in their order out of both stores"
            .formatted(loss.store()),
        inversions == 0,
        "read out of order",
        inversions);
  }

  // A store keeps the room that it knew when it stored a message, and who reads asks for all names.
  private Verdict rooms(Cluster cluster) {
    long elsewhere = 0;
    long lost = 0;
    for (Loss store : Loss.values()) {
      List<Elsewhere> messages = restored.elsewhere(store);
      elsewhere += messages.size();
      lost +=
          messages.stream()
              .distinct()
              .filter(it -> !store.knows(cluster, it.room(), it.home()))
              .count();
    }
    return Verdict.of(
        Promise.P25,
        "after the rebuild of %s each message is in a room that a reader finds by its customer's phone"
            .formatted(loss.store()),
        lost == 0,
        "in the room of the id, because the store did not know the phone when it came",
        elsewhere,
        "rooms that no link leads to",
        lost);
  }

  private Verdict deadLetters() {
    return Verdict.of(
        Promise.P11,
        "the loss of %s and its rebuild make no dead letters".formatted(loss.store()),
        after.aside().equals(before.aside()),
        "dead letters and quarantine before",
        before.aside(),
        "and after",
        after.aside());
  }

  private static boolean isNone(int... counts) {
    return IntStream.of(counts).allMatch(count -> count == 0);
  }
}
