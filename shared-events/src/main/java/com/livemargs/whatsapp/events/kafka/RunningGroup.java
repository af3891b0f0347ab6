package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.progress.GroupMeters;
import com.livemargs.whatsapp.events.progress.GroupProgress;
import com.livemargs.whatsapp.events.progress.WatchedGroup;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A group's consumers in this process, which can be replaced by new ones, and paused. */
final class RunningGroup {

  private static final Logger log = LoggerFactory.getLogger(RunningGroup.class);

  private final String id;
  private final Supplier<ConcurrentMessageListenerContainer<String, byte[]>> containers;
  private final BatchConsumer consumer;
  private final GroupProgress progress;
  private final GroupMeters meters;
  private volatile ConcurrentMessageListenerContainer<String, byte[]> container;
  private volatile boolean wanted;
  private volatile @Nullable Pause pause;

  /**
   * By an operator.
   *
   * @param since in milliseconds
   * @param partitions those that the group held here then
   */
  private record Pause(long since, Collection<TopicPartition> partitions) {}

  RunningGroup(
      String id,
      Supplier<ConcurrentMessageListenerContainer<String, byte[]>> containers,
      BatchConsumer consumer,
      GroupProgress progress,
      GroupMeters meters) {
    this.id = id;
    this.containers = containers;
    this.consumer = consumer;
    this.progress = progress;
    this.meters = meters;
    this.container = containers.get();
  }

  String id() {
    return id;
  }

  WatchedGroup watched() {
    return new WatchedGroup(id, progress, this::partitions, this::isDead, this::restart);
  }

  // What waits where a paused group was is told all the same: perhaps nobody else takes it.
  private Collection<TopicPartition> partitions() {
    Pause now = pause;
    if (now != null) {
      return now.partitions();
    }
    return wanted ? container.getAssignedPartitions() : List.of();
  }

  /** Whether it has no partitions though nobody paused it. */
  boolean isIdle() {
    return pause == null && (!container.isRunning() || container.getAssignedPartitions().isEmpty());
  }

  private boolean isDead() {
    return wanted && pause == null && !container.isRunning();
  }

  GroupStanding standing() {
    Pause now = pause;
    return now == null
        ? GroupStanding.of(id, container.getAssignedPartitions().size())
        : GroupStanding.paused(id, container.isChildRunning(), now.since());
  }

  synchronized void start() {
    wanted = true;
    if (pause == null) {
      begin();
    }
  }

  /** Takes no more records; what is in hand may take longer than this call. */
  synchronized void pause() {
    if (pause == null) {
      pause = new Pause(System.currentTimeMillis(), List.copyOf(partitions()));
      progress.paused();
      container.stop();
    }
  }

  /** Goes on where it stopped, with new consumers. */
  synchronized void resume() {
    if (pause == null) {
      return;
    }
    pause = null;
    progress.resumed();
    container = containers.get();
    if (wanted) {
      begin();
    }
  }

  // A consumer cannot be made while no broker's name resolves. A container whose consumer could not
  // be made takes itself for running, and nobody would try again.
  private void begin() {
    try {
      container.start();
    } catch (RuntimeException unmade) {
      container.stop();
      log.atWarn()
          .addKeyValue("group", id)
          .addKeyValue("failure", DeadLetters.root(unmade).getClass().getSimpleName())
          .log("A group cannot begin yet and is tried again");
    }
  }

  synchronized void stop() {
    wanted = false;
    container.stop();
  }

  // A thread that waits for ever ends its wait; one that cannot be woken is left behind, and its
  // consumer loses its partitions when it has not polled for max.poll.interval.ms.
  private synchronized void restart() {
    if (wanted && pause == null) {
      meters.restarted();
      consumer.interrupt();
      container.stop();
      container = containers.get();
      begin();
    }
  }
}
