package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.Topics;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** How Kafka is: brokers that answer, and partitions of our topics that lack a replica. */
final class BrokerDependency {

  private final KafkaClients clients;

  BrokerDependency(KafkaClients clients) {
    this.clients = clients;
  }

  Mono<Map<String, Object>> check() {
    return Mono.fromCallable(this::look).subscribeOn(Schedulers.boundedElastic());
  }

  private Map<String, Object> look() throws Exception {
    try (Admin admin = clients.admin()) {
      int brokers = admin.describeCluster().nodes().get().size();
      Collection<TopicDescription> topics =
          admin.describeTopics(Topics.ALL).allTopicNames().get().values();
      long behind =
          topics.stream()
              .flatMap(topic -> topic.partitions().stream())
              .filter(BrokerDependency::lacksReplica)
              .count();
      return Map.of("brokers", brokers, "under-replicated partitions", behind);
    }
  }

  private static boolean lacksReplica(TopicPartitionInfo partition) {
    return partition.isr().size() < partition.replicas().size();
  }
}
