package com.livemargs.whatsapp.persistence.rebuild;

import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;

/**
 * The rebuilds of this process, at most one at a time for each store, and those that other
 * processes left unfinished.
 */
public final class Rebuilds implements DisposableBean {

  private static final int ID_LENGTH = 8;

  private final KafkaClients clients;
  private final Map<String, RebuildTarget> targets;
  private final KeptRebuilds kept;
  private final List<RebuildProgress> begun = new ArrayList<>();
  private final List<Rebuild> running = new ArrayList<>();

  public Rebuilds(KafkaClients clients, TopicLog log, List<RebuildTarget> targets) {
    this.clients = clients;
    this.kept = new KeptRebuilds(log);
    this.targets =
        targets.stream().collect(Collectors.toMap(RebuildTarget::store, Function.identity()));
  }

  /**
   * Begins one, or goes on with one.
   *
   * @param id of the one to go on with, or null
   * @throws Problem 400 for an unknown store, 409 while one of it runs here
   */
  synchronized RebuildProgress.View begin(String store, @Nullable String id) {
    RebuildTarget target = targets.get(store);
    if (target == null) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "Unknown store",
          "The store is none of mongodb, postgresql. Name one of them.");
    }
    if (begun.stream().anyMatch(one -> one.store().equals(store) && one.isRunning())) {
      throw Problem.of(
          HttpStatus.CONFLICT,
          "Already rebuilding",
          "This process rebuilds that store right now. See its progress with GET /rebuild.");
    }
    String name = id == null ? UUID.randomUUID().toString().substring(0, ID_LENGTH) : id;
    RebuildProgress progress = new RebuildProgress(name, store);
    Rebuild rebuild = new Rebuild(clients, target, progress);
    begun.removeIf(one -> one.group().equals(progress.group()));
    begun.add(progress);
    running.add(rebuild);
    Thread.ofPlatform().daemon().name("rebuild-" + store).start(rebuild);
    return progress.view();
  }

  /** Each as it stands, those of this process last; blocks on the broker. */
  List<RebuildProgress.View> all() {
    List<RebuildProgress.View> ours = ours();
    Set<String> groups = ours.stream().map(RebuildProgress.View::group).collect(Collectors.toSet());
    return Stream.concat(
            kept.unfinished(targets.keySet(), group -> !groups.contains(group)).stream(),
            ours.stream())
        .toList();
  }

  private synchronized List<RebuildProgress.View> ours() {
    return begun.stream().map(RebuildProgress::view).toList();
  }

  @Override
  public synchronized void destroy() {
    running.forEach(Rebuild::stop);
  }
}
