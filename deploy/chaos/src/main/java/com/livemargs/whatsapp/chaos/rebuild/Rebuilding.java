package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What an operator does who lost a store: has it rebuilt, and has that go on by its id when the
 * process dies on the way.
 */
final class Rebuilding {

  private static final Duration FIRST_BATCH = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  // A log of minutes is read in seconds: the way is made long enough to die on it.
  private static final Duration SLOW = Duration.ofMillis(20);
  private static final String RUNNING = "RUNNING";

  private final Trial trial;
  private final Loss loss;
  private final Offsets offsets;
  private final Cluster cluster;
  private final Instance instance;
  private final Console console;

  private Rebuilding(Trial trial, Loss loss, Offsets offsets) {
    this.trial = trial;
    this.loss = loss;
    this.offsets = offsets;
    this.cluster = trial.cluster();
    this.instance = cluster.instances(Service.PERSISTENCE).getLast();
    this.console = new Console(instance);
  }

  /** Empties the store and fills it again. */
  static Course run(Trial trial, Loss loss) {
    try (Offsets offsets = new Offsets(trial.cluster())) {
      return new Rebuilding(trial, loss, offsets).run();
    }
  }

  private Course run() {
    Course.Emptied emptied = empty();
    Map<TopicPartition, Long> ends = offsets.ends(Offsets.LOG);
    cluster.link(loss.link()).slow(SLOW);
    JsonNode begun = console.post("/rebuild", Map.of("store", loss.store()));
    String group = begun.path("group").asString("");
    try {
      Map<TopicPartition, Long> places = die(group);
      String id = begun.path("id").asString("");
      goOn(id);
      long toRead = Offsets.left(offsets.ends(Offsets.LOG), places);
      JsonNode end = end(id);
      return new Course(
          emptied,
          new Course.Death(Offsets.sum(places), Offsets.left(ends, places)),
          end.path("state").asString("unknown"),
          end.path("records").asLong(0),
          toRead,
          end.path("skipped").asLong(0));
    } finally {
      offsets.forget(group);
    }
  }

  private Course.Emptied empty() {
    long held = loss.count(cluster);
    loss.empty(cluster);
    trial.did("loss of what is in " + loss.store());
    return new Course.Emptied(held, loss.count(cluster));
  }

  private Map<TopicPartition, Long> die(String group) {
    Wait.until(FIRST_BATCH, () -> Offsets.sum(offsets.places(group)) > 0);
    instance.kill();
    trial.did("SIGKILL persistence");
    cluster.link(loss.link()).heal();
    return offsets.places(group);
  }

  private void goOn(String id) {
    instance.start();
    Cluster.awaitReady(instance);
    console.post("/rebuild", Map.of("store", loss.store(), "id", id));
    // It knows to which ends it reads before it shows any of them.
    Wait.until(FIRST_BATCH, () -> !view(id).path("left").isEmpty());
  }

  private JsonNode end(String id) {
    Wait.until(PATIENCE, () -> !view(id).path("state").asString(RUNNING).equals(RUNNING));
    return view(id);
  }

  private JsonNode view(String id) {
    return console
        .get("/rebuild")
        .valueStream()
        .filter(one -> one.path("id").asString("").equals(id))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
