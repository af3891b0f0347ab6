package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import tools.jackson.core.JacksonException;

/**
 * Fills an {@link IdentityView} from the compacted topic, all partitions from the beginning, in
 * every process: no group, nothing committed, nothing kept on disk.
 */
public final class IdentityTopicReader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(IdentityTopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(3);

  private final KafkaClients clients;
  private final TopicProvisioner topics;
  private final IdentityView view;
  private volatile boolean running;
  private @Nullable Disposable starting;

  public IdentityTopicReader(KafkaClients clients, TopicProvisioner topics, IdentityView view) {
    this.clients = clients;
    this.topics = topics;
    this.view = view;
  }

  @Override
  public void start() {
    running = true;
    starting =
        topics
            .done()
            .subscribe(
                v -> {},
                e -> {},
                () -> Thread.ofPlatform().daemon().name("identities").start(this::run));
  }

  private void run() {
    while (running) {
      try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(clients.consumerConfig())) {
        follow(consumer);
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException stopped) {
        return;
      } catch (RuntimeException failed) {
        log.atWarn()
            .addKeyValue("failure", failed.getClass().getSimpleName())
            .log("Identities are read again from the beginning");
        rest();
      }
    }
  }

  // What fails at once, as a topic that may not be read, would fail again without end.
  private void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException stopped) {
      running = false;
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.IDENTITIES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("a broker does not know the topic yet");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (running && isBehind(consumer, ends)) {
      consumer.poll(POLL).forEach(this::learn);
    }
    view.caughtUp();
    while (running && isWhole(consumer, partitions)) {
      consumer.poll(POLL).forEach(this::learn);
    }
  }

  // Partitions may be added, and a topic deleted; what is known of them is asked every few minutes.
  private static boolean isWhole(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    return consumer.partitionsFor(Topics.IDENTITIES).size() == partitions.size();
  }

  private static boolean isBehind(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private void learn(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      view.learn(IdentityLink.parse(record.value()));
    } catch (JacksonException | UnreadableItemException unreadable) {
      log.atError()
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .log("An identity record is not readable and was left out");
    }
  }

  @Override
  public void stop() {
    running = false;
    if (starting != null) {
      starting.dispose();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
