package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.Quiet;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import com.livemargs.whatsapp.chaos.workload.Said;
import com.livemargs.whatsapp.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Messages that neither store takes for a while, and what an operator does with them when both take
 * them again: looks what a replay would do, replays all, replays all once more, and replays again
 * what was replayed.
 */
final class DeadLetters {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long FIRST_SECOND = 1_785_000_000L;
  private static final int PHONES = 10;
  private static final int STORES = 2;
  private static final int MOST = 10_000;
  private static final int HIGHEST_RATE = 1_000;
  private static final String OPEN = "open";
  private static final String REPLAYED = "replayed";

  private final Trial trial;
  private final Cluster cluster;
  private final Console console;
  private final String prefix;
  private final int messages;
  private final Book book = new Book();
  // Letters of other scenarios were put aside before.
  private final long since = System.currentTimeMillis();

  private DeadLetters(Trial trial) {
    this.trial = trial;
    this.cluster = trial.cluster();
    this.console = new Console(cluster.instances(Service.PERSISTENCE).getFirst());
    this.prefix = "wamid.letters" + trial.seed() + ".";
    this.messages = trial.tier() == Tier.SHORT ? 40 : 400;
  }

  static List<Verdict> replay(Trial trial) {
    DeadLetters letters = new DeadLetters(trial);
    try (Holdings stores = new Holdings(trial.cluster());
        Offsets offsets = new Offsets(trial.cluster())) {
      letters.make();
      return letters.judge(stores, offsets);
    }
  }

  private void make() {
    trial.did("messages refused by both stores", messages);
    Refusal.during(
        cluster,
        () -> {
          say();
          Wait.until(PATIENCE, () -> listed(OPEN) >= STORES * messages);
        });
  }

  private void say() {
    Door door = new Door(cluster);
    for (int i = 0; i < messages; i++) {
      String phone = "49155504000" + i % PHONES;
      String text = Refusal.WORD + " " + i;
      Said said = new Said(prefix + i, phone, i, text, "whatsapp_" + phone, null, Payloads.NAME);
      byte[] body = Payloads.webhook(Payloads.text(phone, said.wamid(), FIRST_SECOND + i, text));
      if (door.deliver(body)) {
        book.accepted(said);
      }
    }
  }

  private int listed(String state) {
    String path = "/dead-letters/records?from=%d&limit=%d&state=%s".formatted(since, MOST, state);
    return console.get(path).path("letters").size();
  }

  private Replay order(Offsets offsets, boolean dryRun, String state) {
    long records = offsets.end(Topics.MESSAGES);
    long entries = offsets.end(Topics.HANDLED);
    Map<String, Object> order =
        Map.of(
            "from",
            String.valueOf(since),
            "limit",
            MOST,
            "ratePerSecond",
            HIGHEST_RATE,
            "dryRun",
            dryRun,
            "state",
            state);
    JsonNode report = console.post("/dead-letters/replay", order);
    return new Replay(
        report.path("done").asInt(-1),
        report.path("refused").asInt(-1),
        offsets.end(Topics.MESSAGES) - records,
        offsets.end(Topics.HANDLED) - entries);
  }

  private List<Verdict> judge(Holdings stores, Offsets offsets) {
    int letters = listed(OPEN);
    Finding tested =
        letters == STORES * messages && stored(stores) == 0 ? Finding.KEPT : Finding.NOT_TESTED;
    ReplayJudgement judgement = new ReplayJudgement(letters, tested);
    Replay dry = order(offsets, true, OPEN);
    Verdict nothing = judgement.dry(book.said().size(), dry, listed(OPEN), stored(stores));
    Replay first = order(offsets, false, OPEN);
    boolean there =
        Wait.until(PATIENCE, () -> stores.missing(prefix, book.byWamid().keySet()).isEmpty());
    Replay second = order(offsets, false, OPEN);
    Verdict handled = judgement.handled(first, second, listed(REPLAYED), listed(OPEN));
    Replay third = order(offsets, false, REPLAYED);
    boolean rested = new Quiet(cluster).await(PATIENCE) >= 0;
    Inbound inbound = new Inbound(book, new Gatherer(cluster).gather());
    int more = listed("all") - letters;
    return List.of(nothing, handled, judgement.once(third, inbound, more, there && rested));
  }

  private int stored(Holdings stores) {
    return stores.postgres(prefix).size() + stores.mongo(prefix).size();
  }
}
