package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.check.Files;
import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Verdicts over the messages, statuses and files that were promised and what is there. */
public final class Judgement {

  private final Trial trial;
  private final Workload workload;
  private final Book book;
  private final Evidence evidence;

  public Judgement(Trial trial, Workload workload, Evidence evidence) {
    this.trial = trial;
    this.workload = workload;
    this.book = workload.book();
    this.evidence = evidence;
  }

  /** Messages, statuses, files. */
  List<Verdict> inbound() {
    Inbound inbound = new Inbound(book, evidence);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(taken());
    verdicts.add(
        Verdict.none(
            Promise.P1,
            "what was answered 200 is in both stores and shown in its conversation",
            "messages accepted",
            (long) book.said().size(),
            "lost in PostgreSQL",
            inbound.lostInPostgres().size(),
            "lost in MongoDB",
            inbound.lostInMongo().size(),
            "without a line in its conversation",
            inbound.withoutLine().size(),
            "with other words or in another room",
            inbound.wrong().size(),
            "with a line of other words, of somebody else or in another room",
            inbound.wrongLines().size()));
    verdicts.add(
        Verdict.none(
            Promise.P3,
            "once each, although many came three times",
            "records in the topic",
            arrivals(),
            "rows in PostgreSQL",
            (long) evidence.postgres().size(),
            "documents in MongoDB",
            (long) evidence.mongo().size(),
            "duplicates",
            inbound.duplicates()));
    verdicts.add(
        Verdict.none(
            Promise.P4,
            "no status stands further back than one that was accepted",
            "messages with statuses",
            (long) book.reached().size(),
            "regressed",
            inbound.regressed().size()));
    verdicts.add(
        Verdict.none(
            Promise.P5,
            "statuses that were begun before their message joined it",
            "begun before",
            book.counted("statuses begun before their message"),
            "regressed",
            inbound.regressed().size()));
    verdicts.add(InboundOrder.of(trial.tier(), book, inbound).judge());
    verdicts.add(
        Verdict.none(
            Promise.P12,
            "both stores tell the same",
            "different messages",
            inbound.different().size(),
            "different lines",
            inbound.differentLines().size()));
    verdicts.add(files());
    verdicts.add(aside());
    verdicts.add(nameless(inbound));
    return verdicts;
  }

  private long arrivals() {
    return evidence.arrivals().stream().mapToLong(List::size).sum();
  }

  private Verdict taken() {
    List<Object> figures = new ArrayList<>(List.of("webhooks begun", (long) workload.webhooks()));
    book.counts()
        .forEach(
            (what, times) -> {
              figures.add(what);
              figures.add(times.sum());
            });
    boolean enough = workload.webhooks() >= trial.webhooks();
    return Verdict.of(Promise.P1, "the load", enough, figures.toArray());
  }

  private Verdict files() {
    Files files = new Files(book, evidence, workload.shelf());
    return Verdict.none(
        Promise.P13,
        "files are stored whole or said to be missing",
        "messages with a file",
        files.expected(),
        "said to be missing",
        files.unavailable(),
        "unaccounted",
        files.unaccounted().size(),
        "partial",
        files.partial().size());
  }

  private Verdict aside() {
    Map<String, Long> aside = evidence.aside();
    return Verdict.of(
        Promise.P11,
        "nothing was put aside",
        aside.isEmpty(),
        "dead letters and quarantine",
        aside.isEmpty() ? 0 : aside);
  }

  private Verdict nameless(Inbound inbound) {
    long theirs = book.said().stream().filter(said -> said.room().contains(".")).count();
    long wrong =
        inbound.wrong().size()
            + inbound.wrongLines().size()
            + inbound.lostInPostgres().size()
            + inbound.lostInMongo().size();
    return Verdict.of(
        Promise.P25,
        "customers who show only an id, and those whose id was linked to a phone, keep their room",
        wrong == 0 && theirs > 0,
        "messages of those who never show a phone",
        theirs);
  }
}
