package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.LastingProducer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The one producer of the ingress and the threads that call it. Budgets add up to less than the two
 * seconds in which a webhook must have its answer. A lone webhook is sent without lingering; with
 * one request under way to each broker, what comes meanwhile travels together in the next.
 */
final class IngressProducer implements DisposableBean {

  private static final int QUEUED = 1_024;
  private static final Duration MARGIN = Duration.ofMillis(250);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final LastingProducer kafka;
  private final ExecutorService threads;

  /**
   * The producer and its threads.
   *
   * @param deadline of a webhook; the brokers are given up a moment before it
   */
  IngressProducer(KafkaClients clients, Duration deadline) {
    kafka = clients.lastingProducer(budgets(deadline));
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            new CustomizableThreadFactory("webhook-"));
  }

  private static Map<String, Object> budgets(Duration deadline) {
    int delivery = Math.toIntExact(deadline.minus(MARGIN).toMillis());
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
    // Kafka's own, doubled from 100 ms, leave three tries while a partition changes its leader.
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Batches hold a record or a few: little to gain, and 128 KiB of garbage for each.
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    // History of one thread goes to one partition, batch after batch: 3 MB of it are 12 MB of
    // records, thus 48 round trips to a broker. Each open batch takes so much however little it
    // holds: one under way and one that fills, for 12 partitions of five topics, are 30 MiB of the
    // 48.
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 48L << 20);
    return config;
  }

  LastingProducer kafka() {
    return kafka;
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void destroy() {
    threads.shutdown();
    kafka.close(CLOSING);
  }
}
