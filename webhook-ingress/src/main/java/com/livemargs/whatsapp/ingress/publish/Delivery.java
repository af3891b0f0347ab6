package com.livemargs.whatsapp.ingress.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends the records of one webhook in order and knows when all are acknowledged, or one failed. */
final class Delivery {

  private final Producer<String, byte[]> producer;
  private final PublishMetrics metrics;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final AtomicInteger open;

  Delivery(Producer<String, byte[]> producer, PublishMetrics metrics, int records) {
    this.producer = producer;
    this.metrics = metrics;
    this.open = new AtomicInteger(records);
  }

  /**
   * Sends; may block for metadata or room in the buffer, for {@code max.block.ms} each, but stops
   * at the first failure.
   */
  CompletableFuture<Void> send(List<ProducerRecord<String, byte[]>> records) {
    for (ProducerRecord<String, byte[]> record : records) {
      if (done.isDone()) {
        break;
      }
      try {
        producer.send(record, (metadata, failure) -> settled(record.topic(), failure));
      } catch (KafkaException refused) {
        settled(record.topic(), refused);
      }
    }
    return done;
  }

  private void settled(String topic, @Nullable Exception failure) {
    metrics.settled(topic, failure == null);
    if (failure != null) {
      done.completeExceptionally(failure);
    } else if (open.decrementAndGet() == 0) {
      done.complete(null);
    }
  }
}
