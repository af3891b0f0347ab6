package com.livemargs.whatsapp.chaos.converge;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Door;
import com.livemargs.whatsapp.chaos.workload.Payloads;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import tools.jackson.databind.JsonNode;

/**
 * Messages are deleted from either store; the operators' comparison finds them and fetches them,
 * and so does the one by the clock.
 */
public final class ConvergenceScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  // It reads all that the other scenarios left in the log.
  private static final Duration COMPARISON = Duration.ofMinutes(3);
  private static final int BUSY = 409;
  private static final int MESSAGES = 300;
  private static final int CUT = 60;
  private static final int BY_CLOCK = 40;
  private static final String OFTEN = "5s";
  private static final String LATELY = "PT5M";
  private static final long FIRST_SECOND = 1_770_000_000L;
  private static final long SPREAD = 1_000_000L;

  @Override
  public String name() {
    return "convergence";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P12);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Cluster cluster = trial.cluster();
    String prefix = "wamid.converge" + trial.seed() + ".";
    long first = FIRST_SECOND + trial.seed() % 1_000 * SPREAD / 1_000;
    try (Holdings stores = new Holdings(cluster)) {
      List<String> sent = say(cluster, prefix, MESSAGES, i -> first + i);
      boolean there = Wait.until(PATIENCE, () -> stores.missing(prefix, sent).isEmpty());
      JsonNode whole = compare(cluster, first, false);
      Shears shears = new Shears(cluster);
      shears.cutPostgres(sent.subList(0, CUT));
      shears.cutMongo(sent.subList(MESSAGES - CUT, MESSAGES));
      trial.did("deletion from a store", 2L * CUT);
      JsonNode found = compare(cluster, first, false);
      JsonNode repaired = compare(cluster, first, true);
      boolean back = Wait.until(PATIENCE, () -> stores.missing(prefix, sent).isEmpty());
      JsonNode after = compare(cluster, first, false);
      boolean kept =
          there
              && differing(whole) == 0
              && found.path("missingInPostgres").asInt(-1) == CUT
              && found.path("missingInMongo").asInt(-1) == CUT
              && repaired.path("left").asInt(-1) == 0
              && back
              && differing(after) == 0;
      Verdict onDemand =
          Verdict.of(
              Promise.P12,
              "what is deleted from either store is found and fetched from the log",
              kept,
              "messages",
              sent.size(),
              "differing before",
              differing(whole),
              "found missing in PostgreSQL",
              found.path("missingInPostgres").asInt(-1),
              "found missing in MongoDB",
              found.path("missingInMongo").asInt(-1),
              "repaired",
              repaired.path("repaired").asInt(-1),
              "missing in the end",
              stores.missing(prefix, sent).size(),
              "differing after",
              differing(after));
      return List.of(onDemand, byClock(trial, stores));
    }
  }

  // Said and lost long after the process began, as nearly everything is.
  private static Verdict byClock(Trial trial, Holdings stores) {
    Cluster cluster = trial.cluster();
    Instance writer = cluster.instances(Service.PERSISTENCE).getFirst();
    restart(writer, OFTEN, LATELY);
    long now = Instant.now().getEpochSecond() + 1;
    String prefix = "wamid.clock" + trial.seed() + ".";
    List<String> sent = say(cluster, prefix, BY_CLOCK, i -> now);
    boolean there = Wait.until(PATIENCE, () -> stores.missing(prefix, sent).isEmpty());
    Shears shears = new Shears(cluster);
    shears.cutPostgres(sent.subList(0, BY_CLOCK / 2));
    shears.cutMongo(sent.subList(BY_CLOCK / 2, BY_CLOCK));
    trial.did("deletion from a store", BY_CLOCK);
    boolean back = Wait.until(PATIENCE, () -> stores.missing(prefix, sent).isEmpty());
    restart(writer, "1h", "P1D");
    return Verdict.of(
        Promise.P12,
        "what is deleted from either store comes back by the clock",
        there && back,
        "messages",
        sent.size(),
        "all deleted, half from each, and missing in the end",
        stores.missing(prefix, sent).size());
  }

  private static void restart(Instance writer, String interval, String range) {
    writer.set("RECONCILE_INTERVAL", interval);
    writer.set("RECONCILE_RANGE", range);
    writer.stop();
    writer.start();
    Cluster.awaitReady(writer);
  }

  private static List<String> say(
      Cluster cluster, String prefix, int messages, IntToLongFunction seconds) {
    Door door = new Door(cluster);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      String wamid = prefix + i;
      byte[] body =
          Payloads.webhook(
              Payloads.text("49155502000" + i % 10, wamid, seconds.applyAsLong(i), "kept"));
      if (door.deliver(body)) {
        sent.add(wamid);
      }
    }
    return sent;
  }

  private static int differing(JsonNode comparison) {
    return comparison.path("missingInPostgres").asInt(-1)
        + comparison.path("missingInMongo").asInt(-1)
        + comparison.path("different").asInt(-1);
  }

  private static JsonNode compare(Cluster cluster, long first, boolean fix) {
    Instance writer = cluster.instances(Service.PERSISTENCE).getFirst();
    URI url =
        URI.create(
            "http://127.0.0.1:%d/reconcile?from=%d&to=%d&fix=%s"
                .formatted(
                    writer.managementPort(), first * 1_000, (first + MESSAGES) * 1_000, fix));
    Web.Answer answer = compare(url);
    // It may be comparing by its own clock just now.
    while (answer.status() == BUSY) {
      Wait.pause(PAUSE);
      answer = compare(url);
    }
    if (answer.status() != 200) {
      throw new IllegalStateException("the comparison was answered " + answer.status());
    }
    return answer.json();
  }

  private static Web.Answer compare(URI url) {
    return Web.post(url, new byte[0], COMPARISON, "X-API-Key", Access.ADMIN_KEY);
  }
}
