package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;

/**
 * Verdicts over what orders to replay dead letters did.
 *
 * @param letters that there were to replay
 * @param tested what can be told at best, as the letters came about
 */
record ReplayJudgement(int letters, Finding tested) {

  /**
   * The first order, which was only to tell what would be done.
   *
   * @param messages that neither store took
   * @param open letters after it
   * @param stored of the messages after it, over both stores
   */
  Verdict dry(int messages, Replay dry, int open, int stored) {
    boolean kept = dry.done() == letters && dry.leftNothing() && open == letters && stored == 0;
    return Verdict.of(
        Promise.P12,
        "a dry run of a replay of dead letters changes nothing",
        kept || tested == Finding.NOT_TESTED ? tested : Finding.BROKEN,
        "messages that neither store took",
        messages,
        "dead letters",
        letters,
        "would be replayed",
        dry.done(),
        "records that it left on topics",
        dry.records() + dry.entries(),
        "open after it",
        open,
        "stored after it",
        stored);
  }

  /**
   * Two orders to replay all that is open.
   *
   * @param replayed letters after them
   * @param open letters after them
   */
  Verdict handled(Replay first, Replay second, int replayed, int open) {
    boolean kept =
        first.broughtBack(letters)
            && second.done() == 0
            && second.leftNothing()
            && replayed == letters
            && open == 0;
    return Verdict.of(
        Promise.P12,
        "all dead letters are replayed twice, and each is handled once",
        kept || tested == Finding.NOT_TESTED ? tested : Finding.BROKEN,
        "dead letters",
        letters,
        "replayed the first time",
        first.done(),
        "refused",
        first.refused(),
        "records on the topic from it",
        first.records(),
        "replayed the second time",
        second.done(),
        "records on the topic from it, too",
        second.records(),
        "called replayed",
        replayed,
        "called open",
        open);
  }

  /**
   * An order to replay what was replayed.
   *
   * @param inbound what is there in the end
   * @param more letters than before
   * @param settled whether all came to rest
   */
  Verdict once(Replay third, Inbound inbound, int more, boolean settled) {
    int lost = inbound.lostInPostgres().size() + inbound.lostInMongo().size();
    int wrong = inbound.wrong().size();
    int withoutLine = inbound.withoutLine().size();
    int duplicates = inbound.duplicates();
    boolean whole = settled && lost + wrong + withoutLine + duplicates == 0;
    boolean kept = third.broughtBack(letters) && more == 0 || tested == Finding.NOT_TESTED;
    return Verdict.of(
        Promise.P3,
        "what was replayed and is replayed again by its state is in both stores once",
        whole && kept ? tested : Finding.BROKEN,
        "replayed again",
        third.done(),
        "records on the topic from it",
        third.records(),
        "lost, over both stores",
        lost,
        "with other words or in another room",
        wrong,
        "without a line in its conversation",
        withoutLine,
        "duplicates",
        duplicates,
        "more dead letters",
        more,
        "came to rest",
        settled);
  }
}
