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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Files that Meta hands out wrongly or large, a full disk, and a death before the rename. */
public final class FilesScenario implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
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
  public List<Verdict> run(Trial trial) throws IOException {
    Cluster cluster = trial.cluster();
    cluster.settingsOfAll().put(DELAYS, "300ms,1s,2s");
    try (Disk disk = new Disk(cluster.mediaFolder());
        Holdings stores = new Holdings(cluster);
        Log log = new Log(cluster)) {
      restart(cluster);
      Map<TopicPartition, Long> before = log.deadEnds();
      Customer customer = new Customer(cluster, stores, trial.seed());
      List<Verdict> verdicts = new ArrayList<>();
      boolean brief = trial.tier() == Tier.SHORT;
      verdicts.add(troubles(trial, brief, customer, disk));
      if (!brief) {
        verdicts.add(death(trial, customer, disk));
        verdicts.add(new LargeFile(trial, customer).judge());
      }
      verdicts.addAll(full(trial, brief, customer, disk));
      int dead = log.deadSince(before).size();
      verdicts.add(
          Verdict.of(Promise.P13, "no file makes a dead letter", dead == 0, "dead letters", dead));
      return verdicts;
    } finally {
      cluster.settingsOfAll().remove(DELAYS);
      cluster.meta().clearFaults();
      restart(cluster);
    }
  }

  // The quota is the only way where no disk of its own is permitted, and tried beside where time
  // is.
  private static List<Verdict> full(Trial trial, boolean brief, Customer customer, Disk disk)
      throws IOException {
    FullDisk full = new FullDisk(trial, customer);
    List<Verdict> verdicts = new ArrayList<>();
    if (disk.isSmall()) {
      verdicts.add(full.filled(disk));
    }
    if (!disk.isSmall() || !brief) {
      verdicts.add(full.reserved());
    }
    return verdicts;
  }

  static void restart(Cluster cluster) {
    List<Instance> media = cluster.instances(Service.MEDIA);
    media.parallelStream().forEach(Instance::stop);
    media.forEach(Instance::start);
    media.forEach(Cluster::awaitReady);
  }

  private static Verdict troubles(Trial trial, boolean brief, Customer customer, Disk disk) {
    Random random = trial.dice("files");
    List<Trouble> all = brief ? Trouble.few(random) : Trouble.all(random);
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
    Trouble file = Trouble.plain("before-rename", trial.dice("death"));
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
}
