package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.progress.GroupMeters;
import com.livemargs.whatsapp.events.progress.GroupProgress;
import com.livemargs.whatsapp.events.progress.WatchedGroup;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A group's consumers in this process, which can be replaced by new ones. */
final class RunningGroup {

  private static final Logger log = LoggerFactory.getLogger(RunningGroup.class);

  private final String id;
  private final Supplier<ConcurrentMessageListenerContainer<String, byte[]>> containers;
  private final BatchConsumer consumer;
  private final GroupProgress progress;
  private final GroupMeters meters;
  private volatile ConcurrentMessageListenerContainer<String, byte[]> container;
  private volatile boolean wanted;

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

  private Collection<TopicPartition> partitions() {
    return wanted ? container.getAssignedPartitions() : List.of();
  }

  boolean isIdle() {
    return !container.isRunning() || container.getAssignedPartitions().isEmpty();
  }

  private boolean isDead() {
    return wanted && !container.isRunning();
  }

  synchronized void start() {
    wanted = true;
    begin();
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
    if (wanted) {
      meters.restarted();
      consumer.interrupt();
      container.stop();
      container = containers.get();
      begin();
    }
  }
}
