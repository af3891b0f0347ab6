package com.livemargs.whatsapp.processes;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the broker knows of consumer groups and of what they put aside. */
final class Groups implements AutoCloseable {

  private final Admin admin;

  Groups(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Everybody in any group. */
  List<MemberDescription> members() throws ExecutionException, InterruptedException {
    return all().stream().flatMap(group -> group.members().stream()).toList();
  }

  private Collection<ConsumerGroupDescription> all()
      throws ExecutionException, InterruptedException {
    var ids = admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
    return admin.describeConsumerGroups(ids).all().get().values();
  }

  /** How many partitions each member of the group has. */
  List<Integer> shares(String group) throws ExecutionException, InterruptedException {
    return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
        .flatMap(description -> description.members().stream())
        .map(member -> member.assignment().topicPartitions().size())
        .toList();
  }

  /** Records that somebody in some group has yet to finish. */
  long lag() throws ExecutionException, InterruptedException {
    long lag = 0;
    for (ConsumerGroupDescription group : all()) {
      lag += lag(group);
    }
    return lag;
  }

  // Groups begin with the first record.
  private long lag(ConsumerGroupDescription group) throws ExecutionException, InterruptedException {
    var finished =
        admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get();
    var held =
        group.members().stream()
            .flatMap(member -> member.assignment().topicPartitions().stream())
            .collect(toMap(partition -> partition, partition -> OffsetSpec.latest()));
    var none = new OffsetAndMetadata(0);
    return admin.listOffsets(held).all().get().entrySet().stream()
        .mapToLong(
            end -> end.getValue().offset() - finished.getOrDefault(end.getKey(), none).offset())
        .sum();
  }

  /** How many records lie in dead-letter topics and in quarantine. */
  long putAside() throws ExecutionException, InterruptedException {
    var partitions =
        admin.describeTopics(asideTopics()).allTopicNames().get().values().stream()
            .flatMap(topic -> partitions(topic).stream())
            .collect(toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return admin.listOffsets(partitions).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private Set<String> asideTopics() throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics().names().get();
    names.removeIf(name -> !name.endsWith(".dlt") && !name.equals("whatsapp.quarantine"));
    return names;
  }

  private static Collection<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  @Override
  public void close() {
    admin.close();
  }
}
