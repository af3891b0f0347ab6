package com.livemargs.whatsapp.chaos.file;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.look.Memory;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Files that Meta hands out wrongly, a disk that fills up, and a death before the rename. */
public final class FilesScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration LONG_ENOUGH_TO_TRY = Duration.ofSeconds(4);
  private static final long MOST_LIVE_BYTES_MORE = 16L << 20;
  private static final String DELAYS = "MEDIA_RETRY_DELAYS";

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P13);
  }

  @Override
  public boolean isIn(Tier tier) {
    return tier != Tier.SHORT;
  }

  @Override
  public List<Verdict> run(Trial trial) throws IOException {
    Cluster cluster = trial.cluster();
    cluster.settingsOfAll().put(DELAYS, "300ms,1s,2s");
    try (Disk disk = new Disk(cluster.mediaFolder());
        Holdings stores = new Holdings(cluster);
        Log log = new Log(cluster)) {
      restart(cluster);
      Map<TopicPartition, Long> before = log.deadEnds();
      Customer customer = new Customer(cluster, stores, trial.seed());
      Verdict troubles = troubles(trial, customer, disk);
      Verdict death = death(trial, customer, disk);
      Verdict full = full(trial, customer, disk);
      int dead = log.deadSince(before).size();
      Verdict letters =
          Verdict.of(Promise.P13, "no file makes a dead letter", dead == 0, "dead letters", dead);
      return List.of(troubles, death, full, letters);
    } finally {
      cluster.settingsOfAll().remove(DELAYS);
      cluster.meta().clearFaults();
      restart(cluster);
    }
  }

  private static void restart(Cluster cluster) {
    List<Instance> media = cluster.instances(Service.MEDIA);
    media.parallelStream().forEach(Instance::stop);
    media.forEach(Instance::start);
    media.forEach(Cluster::awaitReady);
  }

  private static Verdict troubles(Trial trial, Customer customer, Disk disk) {
    List<Trouble> all = Trouble.all(trial.dice("files"));
    List<Instance> media = trial.cluster().instances(Service.MEDIA);
    long live = media.stream().mapToLong(it -> Memory.of(it).liveBytes()).sum();
    all.forEach(
        it -> {
          trial.did("file " + it.name());
          customer.send(it);
        });
    Wait.until(PATIENCE, () -> all.stream().allMatch(it -> isOver(customer.state(it))));
    List<String> wrong =
        all.stream()
            .filter(it -> !customer.state(it).equals(it.end()))
            .map(it -> it.name() + " is " + customer.state(it))
            .toList();
    List<String> altered =
        all.stream()
            .filter(it -> it.end().equals(Trouble.STORED) && !customer.isServed(it))
            .map(Trouble::name)
            .toList();
    long more = media.stream().mapToLong(it -> Memory.of(it).liveBytes()).sum() - live;
    List<String> half = disk.halfFiles();
    boolean kept =
        wrong.isEmpty() && altered.isEmpty() && half.isEmpty() && more < MOST_LIVE_BYTES_MORE;
    return Verdict.of(
        Promise.P13,
        "files that Meta hands out wrongly, late, endless or with a lie",
        kept,
        "files",
        all.size(),
        "ended otherwise than expected",
        wrong,
        "served otherwise than sent",
        altered,
        "half files",
        half,
        "more live heap, KiB",
        more >> 10);
  }

  private static boolean isOver(String state) {
    return state.equals(Trouble.STORED) || state.equals(Trouble.UNAVAILABLE);
  }

  // The row says where the file is to be; the process dies before the file is there.
  private static Verdict death(Trial trial, Customer customer, Disk disk) {
    List<Instance> media = trial.cluster().instances(Service.MEDIA);
    media.forEach(it -> it.arm(CrashPoint.MEDIA_BEFORE_RENAME, 1));
    restart(trial.cluster());
    Trouble file = plain("before-rename", trial.dice("death"));
    customer.send(file);
    boolean died = Wait.until(PATIENCE, () -> media.stream().anyMatch(it -> !it.isAlive()));
    trial.did("kill before rename");
    media.forEach(it -> it.arm(null, 0));
    media.forEach(Instance::kill);
    trial.cluster().heal();
    boolean stored =
        Wait.until(PATIENCE, () -> customer.state(file).equals(Trouble.STORED))
            && customer.isServed(file);
    // Its temporary file is swept up after an hour; nothing is served from there.
    List<String> half = disk.halfFiles().stream().filter(it -> !it.endsWith(".part")).toList();
    return Verdict.of(
        Promise.P13,
        "a death between the file's row and its rename",
        died && stored && half.isEmpty(),
        "died there",
        died,
        "stored and served after all",
        stored,
        "half files under a final name",
        half);
  }

  private static Verdict full(Trial trial, Customer customer, Disk disk) throws IOException {
    if (!disk.isSmall()) {
      return Verdict.of(
          Promise.P13, "a full disk: not tried, no disk of its own is permitted here", true);
    }
    Path filler = disk.fill();
    trial.did("disk full");
    Trouble file = plain("on-a-full-disk", trial.dice("full"));
    customer.send(file);
    Wait.pause(LONG_ENOUGH_TO_TRY);
    String meanwhile = customer.state(file);
    Files.delete(filler);
    boolean stored =
        Wait.until(PATIENCE, () -> customer.state(file).equals(Trouble.STORED))
            && customer.isServed(file);
    return Verdict.of(
        Promise.P13,
        "a full disk that becomes free again, without anybody's help",
        meanwhile.equals("pending") && stored,
        "meanwhile",
        meanwhile,
        "stored and served after all",
        stored);
  }

  private static Trouble plain(String name, Random random) {
    byte[] bytes = new byte[100_000];
    random.nextBytes(bytes);
    return new Trouble(name, "", 0, "document", bytes, Trouble.STORED);
  }
}
