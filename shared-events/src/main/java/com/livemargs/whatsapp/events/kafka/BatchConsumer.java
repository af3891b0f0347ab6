package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.FailureClassifier.Failure;
import com.livemargs.whatsapp.events.progress.GroupMeters;
import com.livemargs.whatsapp.events.progress.GroupProgress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.ListenerContainerPartitionIdleEvent;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * The edge of every group: hands a batch over and waits until it is durable. When a batch fails for
 * another reason than an outage, its records are tried one by one, so that one bad record never
 * holds up its neighbours; the bad one goes to the group's dead-letter topic.
 */
final class BatchConsumer implements BatchMessageListener<String, byte[]> {

  private static final Logger log = LoggerFactory.getLogger(BatchConsumer.class);
  private static final int TRIES = 3;

  private final ConsumerGroup group;
  private final DeadLetters deadLetters;
  private final GroupProgress progress;
  private final GroupMeters meters;
  private final Duration patience;
  private final OutageBackOff outage;
  private final CommittedPositions positions = new CommittedPositions();
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

  BatchConsumer(
      ConsumerGroup group,
      DeadLetters deadLetters,
      GroupProgress progress,
      GroupMeters meters,
      Duration patience) {
    this.group = group;
    this.deadLetters = deadLetters;
    this.progress = progress;
    this.meters = meters;
    this.patience = patience;
    this.outage = new OutageBackOff(progress);
  }

  OutageBackOff outage() {
    return outage;
  }

  /**
   * A container tells what happens to it. Credentials or rights that the broker does not take are
   * an outage: whoever mends them needs no restart of ours.
   */
  void noticed(Object event) {
    if (event instanceof ConsumerRetryAuthEvent refusal) {
      outage.refused(group.id(), refusal.getReason().name(), ConsumerGroups.REFUSED_PAUSE);
    } else if (event instanceof ConsumerRetryAuthSuccessfulEvent) {
      progress.goesOn();
      outage.succeeded(group.id());
    } else if (event instanceof ListenerContainerPartitionIdleEvent idle) {
      positions.idle(idle.getTopicPartition(), idle.getConsumer());
    }
  }

  /** Wakes the threads that are in the handler now, whatever they wait for. */
  void interrupt() {
    synchronized (busy) {
      busy.forEach(Thread::interrupt);
    }
  }

  // Who was woken waits no longer. The consumer of the new group protocol neither seeks back nor
  // leaves its group on an interrupted thread, and its records would be committed or held for long.
  private void leaveHandler() {
    synchronized (busy) {
      busy.remove(Thread.currentThread());
      Thread.interrupted();
    }
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> polled) {
    List<ConsumerRecord<String, byte[]>> batch = polled.stream().filter(this::isMeant).toList();
    long begun = System.nanoTime();
    progress.began(polled.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0));
    busy.add(Thread.currentThread());
    try {
      take(batch);
      meters.skipped(polled.size() - batch.size());
      positions.handled(polled);
      progress.finished();
      outage.succeeded(group.id());
    } finally {
      leaveHandler();
      meters.batch(System.nanoTime() - begun);
    }
  }

  private void take(List<ConsumerRecord<String, byte[]>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      handle(batch);
      count(batch);
    } catch (RuntimeException failure) {
      if (classify(failure) == Failure.OUTAGE) {
        throw failure;
      }
      batch.forEach(this::handleAlone);
    }
  }

  // What an operator brings back is for the group that could not digest it.
  private boolean isMeant(ConsumerRecord<String, byte[]> record) {
    String only = EventHeaders.text(record.headers(), EventHeaders.REPLAY_GROUP);
    return only == null || only.equals(group.id());
  }

  private void count(List<ConsumerRecord<String, byte[]>> handled) {
    int empty = 0;
    for (ConsumerRecord<String, byte[]> record : handled) {
      if (isPassedOver(record)) {
        empty++;
      }
    }
    meters.done(handled.size() - empty);
    meters.skipped(empty);
  }

  // Every handler passes over what is empty, but for commands: they are put aside.
  private static boolean isPassedOver(ConsumerRecord<String, byte[]> record) {
    return record.value() == null && !record.topic().equals(Topics.OUTBOUND);
  }

  private void handle(List<ConsumerRecord<String, byte[]>> batch) {
    progress.worked();
    group.handler().handle(batch).block(patience);
  }

  private void handleAlone(ConsumerRecord<String, byte[]> record) {
    for (int attempt = 1; ; attempt++) {
      try {
        handle(List.of(record));
        count(List.of(record));
        return;
      } catch (RuntimeException failure) {
        Failure kind = classify(failure);
        if (kind == Failure.OUTAGE) {
          throw failure;
        }
        if (kind == Failure.POISON || attempt == TRIES) {
          bury(record, failure);
          return;
        }
      }
    }
  }

  private void bury(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    deadLetters.put(group.id(), record, failure).block(patience);
    log.atError()
        .addKeyValue("group", group.id())
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("failure", DeadLetters.root(failure).getClass().getSimpleName())
        .addKeyValue("trace", EventHeaders.traceId(record.headers()))
        .log("A record could not be digested and went to the dead-letter topic");
  }

  // A block() that ran out of time is an outage of whatever it waited for; one that was interrupted
  // says nothing about its record.
  private Failure classify(RuntimeException failure) {
    boolean late =
        failure instanceof IllegalStateException
            && String.valueOf(failure.getMessage()).startsWith("Timeout on blocking read");
    boolean woken =
        Thread.currentThread().isInterrupted()
            || DeadLetters.root(failure) instanceof InterruptedException;
    return late || woken ? Failure.OUTAGE : group.failures().classify(failure);
  }
}
