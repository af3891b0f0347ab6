package com.livemargs.whatsapp.events.kafka;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that polls, keeps its partitions, and never gets a record: what a fetcher looks like
 * from outside when it has lost its way. Only the first one that had something to fetch freezes.
 */
public final class FrozenFetch implements ConsumerInterceptor<String, byte[]> {

  static final AtomicBoolean NEXT_FREEZES = new AtomicBoolean();

  private boolean frozen;

  @Override
  public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
    frozen = frozen || (!records.isEmpty() && NEXT_FREEZES.compareAndSet(true, false));
    return frozen ? ConsumerRecords.empty() : records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}

  @Override
  public void configure(Map<String, ?> configs) {}
}
