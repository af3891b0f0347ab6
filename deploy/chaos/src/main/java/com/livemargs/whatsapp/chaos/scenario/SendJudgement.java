package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.check.Outbound;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.workload.Book;
import java.util.ArrayList;
import java.util.List;

/** Verdicts over the sends that were promised over both doors, and what Meta has of them. */
final class SendJudgement {

  // One in a hundred may stay open.
  private static final double OPEN_IN_THE_END = 0.01;
  // With fewer there is nothing to take a share of.
  private static final int LEAST_OPEN = 20;

  private final Trial trial;
  private final Book book;
  private final Evidence evidence;
  private final Outbound outbound;

  SendJudgement(Trial trial, Book book, Evidence evidence) {
    this.trial = trial;
    this.book = book;
    this.evidence = evidence;
    this.outbound = new Outbound(book, evidence);
  }

  /** All of them; in the end some unknown ones are settled, so nothing is counted after this. */
  List<Verdict> sends() {
    List<Verdict> verdicts = new ArrayList<>(List.of(once(), settled()));
    verdicts.add(
        Verdict.none(
            Promise.P7,
            "no client repeats a request by itself",
            "requests that Meta saw",
            evidence.requests().values().stream().mapToLong(it -> it).sum(),
            "sends with more requests than attempts",
            outbound.repeatedOnTheWire().size()));
    verdicts.add(
        Verdict.none(
            Promise.P9,
            "sends of a conversation reach Meta in their order",
            "inversions",
            outbound.inversions().size()));
    verdicts.add(
        Verdict.none(
            Promise.P4,
            "what was sent is read in both stores in the end",
            "not read, or missing",
            outbound.behind().size()));
    verdicts.add(
        Verdict.of(
            Promise.P25,
            "sends reach whom they are for, those who are known by an id alone too",
            outbound.astray().isEmpty() && outbound.toIds() > 0,
            "sends to an id",
            outbound.toIds(),
            "sent to somebody else",
            outbound.astray().size()));
    verdicts.addAll(new Unknowns(trial.cluster()).judge(outbound));
    return verdicts;
  }

  private Verdict once() {
    return Verdict.none(
        Promise.P6,
        "at most once per key, and nobody is left in the dark",
        "promised",
        (long) book.asked().size(),
        "accepted by Meta",
        (long) evidence.accepted().size(),
        "failed, though Meta refused none",
        outbound.inState("failed").size(),
        "unknown",
        (long) outbound.inState("unknown").size(),
        "lost",
        outbound.lost().size(),
        "accepted twice",
        outbound.doubled().size(),
        "neither sent, failed nor unknown",
        outbound.undecided().size(),
        "called sent and never accepted",
        outbound.imagined().size());
  }

  private Verdict settled() {
    int open = outbound.openOnce().size();
    int deaf = outbound.deaf().size();
    Finding few = open < LEAST_OPEN ? Finding.NOT_TESTED : Finding.KEPT;
    return Verdict.of(
        Promise.P6,
        "what Meta took without our hearing of it is settled by its statuses",
        deaf > OPEN_IN_THE_END * open ? Finding.BROKEN : few,
        "taken, and our request never answered",
        outbound.untold().size(),
        "taken, and not answered or called unknown for a while",
        open,
        "taken and not called sent",
        deaf,
        "open ones below which there is no verdict",
        LEAST_OPEN);
  }
}
