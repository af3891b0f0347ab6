package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.progress.GroupProgress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Waits an outage out: the batch is fetched again from its first record after a growing pause, for
 * ever. Pauses stay far below {@code max.poll.interval.ms}, so no partition moves because of them.
 */
final class OutageBackOff implements CommonErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(OutageBackOff.class);

  private final Map<String, Outage> outages = new ConcurrentHashMap<>();
  private final GroupProgress progress;

  OutageBackOff(GroupProgress progress) {
    this.progress = progress;
  }

  @Override
  public boolean seeksAfterHandling() {
    return true;
  }

  // Without this the container commits the very batch that has just failed.
  @Override
  public boolean isAckAfterHandle() {
    return false;
  }

  @Override
  public void handleBatch(
      Exception failure,
      ConsumerRecords<?, ?> records,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    for (TopicPartition partition : records.partitions()) {
      ConsumerRecord<?, ?> first = records.records(partition).getFirst();
      consumer.seek(partition, first.offset());
    }
    rest(failure, container);
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batch) {
    rest(failure, container);
  }

  void succeeded(String container) {
    Outage over = outages.remove(container);
    if (over != null) {
      log.atInfo()
          .addKeyValue("group", container)
          .addKeyValue("lasted_ms", over.lasted().toMillis())
          .log("The outage that held this group up is over");
    }
  }

  /** The broker does not take our credentials or rights; the container tries again by itself. */
  void refused(String container, String reason, Duration pause) {
    Outage outage = outages.computeIfAbsent(container, begins -> new Outage(System::nanoTime));
    progress.heldUp(pause);
    if (outage.isToBeTold()) {
      log.atError()
          .addKeyValue("group", container)
          .addKeyValue("reason", reason)
          .addKeyValue("lasts_ms", outage.lasted().toMillis())
          .log(
              "Kafka refuses this group: correct the credentials, or allow Read on its topics and on"
                  + " the group; it goes on by itself then");
    }
  }

  private void rest(Exception failure, MessageListenerContainer container) {
    String id = String.valueOf(container.getListenerId());
    Outage outage = outages.computeIfAbsent(id, begins -> new Outage(System::nanoTime));
    Duration pause = outage.pause();
    progress.heldUp(pause);
    if (outage.isToBeTold()) {
      log.atWarn()
          .addKeyValue("group", id)
          .addKeyValue("failure", DeadLetters.root(failure).getClass().getSimpleName())
          .addKeyValue("lasts_ms", outage.lasted().toMillis())
          .log("An outage holds this group up; it goes on by itself when the outage ends");
    }
    try {
      ListenerUtils.stoppableSleep(container, pause.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One outage of one group: how long to wait, and when it is worth another line in the log. */
  static final class Outage {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final long begun;
    private Duration pause = FIRST_PAUSE;
    private Duration silence = FIRST_SILENCE;
    private Duration nextLine = Duration.ZERO;

    Outage(LongSupplier nanos) {
      this.nanos = nanos;
      this.begun = nanos.getAsLong();
    }

    Duration lasted() {
      return Duration.ofNanos(nanos.getAsLong() - begun);
    }

    /** The pause before the next try, longer each time. */
    synchronized Duration pause() {
      Duration now = pause;
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      return now;
    }

    /** At its beginning, then ever more rarely, at last once a minute. */
    synchronized boolean isToBeTold() {
      if (lasted().compareTo(nextLine) < 0) {
        return false;
      }
      nextLine = lasted().plus(silence);
      silence = shorter(silence.multipliedBy(2), LONGEST_SILENCE);
      return true;
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}
