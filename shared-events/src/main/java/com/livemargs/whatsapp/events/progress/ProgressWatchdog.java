package com.livemargs.whatsapp.events.progress;

import com.livemargs.whatsapp.events.problem.Wordless;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Notices a group that is stuck and heals it: first its consumers are replaced; if that does not
 * help, the process is said to be broken, so that it is started anew. Nothing is lost by either:
 * what was not committed comes again. A group that waits for an outage to end is not stuck, nor is
 * one that an operator has paused, and while no broker answers nobody is.
 */
public final class ProgressWatchdog implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ProgressWatchdog.class);

  private final List<WatchedGroup> groups;
  private final Supplier<Admin> admins;
  private final WatchdogSettings settings;
  private final Runnable exit;
  private final Map<String, Long> restarted = new HashMap<>();
  private final Map<String, Long> broken = new ConcurrentHashMap<>();
  private volatile boolean running;

  /**
   * Watches nobody yet.
   *
   * @param exit ends this process
   */
  public ProgressWatchdog(
      List<WatchedGroup> groups, Supplier<Admin> admins, WatchdogSettings settings, Runnable exit) {
    this.groups = groups;
    this.admins = admins;
    this.settings = settings;
    this.exit = exit;
  }

  /** Ids of groups that new consumers did not help. */
  List<String> broken() {
    return broken.keySet().stream().sorted().toList();
  }

  @Override
  public void start() {
    running = true;
    if (!groups.isEmpty()) {
      Thread.ofPlatform().daemon().name("progress-watchdog").start(this::watch);
    }
  }

  private void watch() {
    try {
      while (running) {
        watchWithOneClient();
        rest();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  // A client cannot be made while no broker's name resolves, as when its container starts anew.
  private void watchWithOneClient() throws InterruptedException {
    try (Admin admin = admins.get()) {
      OffsetLags lags = new OffsetLags(admin);
      while (running) {
        for (WatchedGroup group : groups) {
          look(group, lags);
        }
        rest();
      }
    } catch (KafkaException unmade) {
      groups.forEach(this::forgive);
    }
  }

  // A process that was stopped as a whole was not stuck.
  private void rest() throws InterruptedException {
    long begun = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(settings.period().toMillis());
    if (System.nanoTime() - begun > settings.period().plus(settings.recovery()).toNanos()) {
      groups.forEach(this::forgive);
    }
  }

  private void forgive(WatchedGroup group) {
    group.progress().unseen();
    restarted.computeIfPresent(group.id(), (id, then) -> System.nanoTime());
  }

  private void look(WatchedGroup group, OffsetLags lags) throws InterruptedException {
    try {
      group.progress().seen(lags.of(group.id(), group.partitions().get()));
      if (running) {
        judge(group);
      }
    } catch (ExecutionException away) {
      forgive(group);
    } catch (RuntimeException odd) {
      log.atError()
          .addKeyValue("group", group.id())
          .setCause(Wordless.of(odd))
          .log("A group could not be watched");
    }
  }

  private void judge(WatchedGroup group) {
    if (group.progress().isPaused()) {
      // Whatever was wrong with its consumers: new ones begin when it is resumed.
      restarted.remove(group.id());
      broken.remove(group.id());
      return;
    }
    Long since = restarted.get(group.id());
    if (since == null) {
      if (group.stopped().getAsBoolean() || group.progress().stalled(settings.stalledAfter())) {
        restart(group);
      }
    } else if (group.progress().isWellSince(since)) {
      restarted.remove(group.id());
      broken.remove(group.id());
      log.atInfo().addKeyValue("group", group.id()).log("The group that was stuck goes on");
    } else if (System.nanoTime() - since > settings.recovery().toNanos()) {
      giveUp(group.id());
    }
  }

  private void restart(WatchedGroup group) {
    log.atError()
        .addKeyValue("group", group.id())
        .addKeyValue("stalled_after", settings.stalledAfter())
        .log("Records wait and a consumer group does nothing; its consumers are replaced");
    group.restart().run();
    group.progress().restarted();
    restarted.put(group.id(), System.nanoTime());
  }

  private void giveUp(String group) {
    long since = broken.computeIfAbsent(group, id -> tellBroken(group));
    long left = settings.exitAfter().toNanos() - (System.nanoTime() - since);
    if (!settings.exitAfter().isZero() && left <= 0) {
      log.atError()
          .addKeyValue("group", group)
          .log("The process ends itself, to be started anew by whoever runs it; nothing is lost");
      running = false;
      exit.run();
    }
  }

  private static long tellBroken(String group) {
    log.atError()
        .addKeyValue("group", group)
        .log("New consumers did not help a group that is stuck; liveness is down from here on");
    return System.nanoTime();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
