package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How Kafka is: brokers that answer, and partitions that lack a replica, of those of our topics
 * that this service may see.
 */
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
      Set<String> seen = admin.listTopics().names().get();
      List<String> ours = Topics.ALL.stream().filter(seen::contains).toList();
      Collection<TopicDescription> topics =
          admin.describeTopics(ours).allTopicNames().get().values();
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
