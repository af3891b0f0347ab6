package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.progress.GroupProgress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 5_000;

  private final Map<String, Long> pause = new ConcurrentHashMap<>();
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
    pause.remove(container);
  }

  private void rest(Exception failure, MessageListenerContainer container) {
    String id = String.valueOf(container.getListenerId());
    long millis = pause.merge(id, FIRST_MILLIS, (now, first) -> Math.min(now * 2, LONGEST_MILLIS));
    progress.heldUp(Duration.ofMillis(millis));
    log.atWarn()
        .addKeyValue("group", id)
        .addKeyValue("failure", DeadLetters.root(failure).getClass().getSimpleName())
        .addKeyValue("pause_ms", millis)
        .log("An outage holds this group up; it goes on by itself when the outage ends");
    try {
      ListenerUtils.stoppableSleep(container, millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
