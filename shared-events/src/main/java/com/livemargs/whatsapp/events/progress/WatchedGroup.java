package com.livemargs.whatsapp.events.progress;

import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * A group as the watchdog sees it.
 *
 * @param id Kafka's {@code group.id}
 * @param progress what its consumers show
 * @param partitions those it holds in this process now
 * @param stopped whether its consumers ended though nobody stopped them
 * @param restart replaces its consumers by new ones; may take seconds
 */
public record WatchedGroup(
    String id,
    GroupProgress progress,
    Supplier<Collection<TopicPartition>> partitions,
    BooleanSupplier stopped,
    Runnable restart) {}
