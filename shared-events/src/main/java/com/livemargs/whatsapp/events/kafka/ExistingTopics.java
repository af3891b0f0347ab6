package com.livemargs.whatsapp.events.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after those of our topics that somebody made before us: they must take the same records, on
 * as many replicas and for as long as those that we make. It only ever adds to what is kept; what
 * cannot be mended without moving conversations or deleting data it says once.
 */
final class ExistingTopics {

  private static final Logger log = LoggerFactory.getLogger(ExistingTopics.class);
  private static final List<String> RAISED =
      List.of(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
  private static final long FOR_EVER = -1;
  // With fewer, a raised minimum would make one broker that is away an outage.
  private static final int REPLICAS_FOR_A_MINIMUM = 3;

  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  private final TopicSettings settings;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final Map<String, Uuid> known = new ConcurrentHashMap<>();

  ExistingTopics(TopicSettings settings) {
    this.settings = settings;
  }

  /**
   * Raises what is too low and compares the rest.
   *
   * @param there as we would have made them
   */
  void check(Admin admin, List<NewTopic> there) throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> now = described(admin, there);
    raise(admin, lacking(admin, there, now));
    compare(there, now);
    remember(now);
  }

  /**
   * Says once what differs, and raises what is too low of those that are others than before: a
   * broker that makes topics by itself may have been faster than we were.
   */
  void lookAgain(Admin admin, List<NewTopic> there)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> now = described(admin, there);
    List<NewTopic> others = there.stream().filter(topic -> isOther(now, topic)).toList();
    if (!others.isEmpty()) {
      raise(admin, lacking(admin, others, now));
    }
    compare(there, now);
    remember(now);
  }

  private boolean isOther(Map<String, TopicDescription> now, NewTopic topic) {
    Uuid id = Objects.requireNonNull(now.get(topic.name())).topicId();
    return !id.equals(known.get(topic.name()));
  }

  private void remember(Map<String, TopicDescription> now) {
    now.forEach((name, topic) -> known.put(name, topic.topicId()));
  }

  private static Map<String, TopicDescription> described(Admin admin, List<NewTopic> there)
      throws ExecutionException, InterruptedException {
    List<String> names = there.stream().map(NewTopic::name).toList();
    return admin.describeTopics(names).allTopicNames().get();
  }

  private Map<ConfigResource, Collection<AlterConfigOp>> lacking(
      Admin admin, List<NewTopic> there, Map<String, TopicDescription> now)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> lacking = new HashMap<>();
    List<ConfigResource> resources = there.stream().map(ExistingTopics::resource).toList();
    Map<ConfigResource, KafkaFuture<Config>> known = admin.describeConfigs(resources).values();
    for (NewTopic topic : there) {
      ConfigResource resource = resource(topic);
      try {
        Config config = Objects.requireNonNull(known.get(resource)).get();
        lacking.put(resource, lacking(topic, config, replicas(now, topic)));
      } catch (ExecutionException refusal) {
        refused(topic.name(), refusal);
      }
    }
    lacking.values().removeIf(Collection::isEmpty);
    return lacking;
  }

  private static int replicas(Map<String, TopicDescription> now, NewTopic topic) {
    return partitions(now, topic).getFirst().replicas().size();
  }

  private static List<TopicPartitionInfo> partitions(
      Map<String, TopicDescription> now, NewTopic topic) {
    return Objects.requireNonNull(now.get(topic.name())).partitions();
  }

  private static ConfigResource resource(NewTopic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  /** What is to be set on a topic, given what it has. */
  List<AlterConfigOp> lacking(NewTopic topic, Config now, int replicas) {
    List<AlterConfigOp> lacking = new ArrayList<>();
    for (String name : RAISED) {
      String least = topic.configs().get(name);
      boolean fits =
          !name.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
              || replicas >= REPLICAS_FOR_A_MINIMUM;
      if (least != null && fits && isLower(value(now, name), least)) {
        lacking.add(set(name, least));
      }
    }
    String wanted = topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG);
    String policy = value(now, TopicConfig.CLEANUP_POLICY_CONFIG);
    boolean compacted = policy.contains(COMPACT);
    if (wanted != null && (!compacted || isDeleting(policy) && !isDeleting(wanted))) {
      lacking.add(set(TopicConfig.CLEANUP_POLICY_CONFIG, wanted));
    } else if (wanted == null && compacted) {
      say(
          List.of(topic.name()),
          "A topic of events is compacted: of each conversation only the newest record stays, and"
              + " what is not read soon is lost. Set its cleanup.policy to delete");
    }
    return lacking;
  }

  private static boolean isDeleting(String policy) {
    return policy.contains(TopicConfig.CLEANUP_POLICY_DELETE);
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "" : entry.value();
  }

  private static boolean isLower(String now, String wanted) {
    if (now.isEmpty()) {
      return false;
    }
    long value = Long.parseLong(now);
    return value != FOR_EVER && value < Long.parseLong(wanted);
  }

  private void raise(Admin admin, Map<ConfigResource, Collection<AlterConfigOp>> lacking)
      throws ExecutionException, InterruptedException {
    for (var raising : admin.incrementalAlterConfigs(lacking).values().entrySet()) {
      String topic = raising.getKey().name();
      try {
        raising.getValue().get();
        log.atInfo()
            .addKeyValue("topic", topic)
            .log(
                "A topic that was there keeps records as large, as safely and for as long as ours do now");
      } catch (ExecutionException refusal) {
        refused(topic, refusal);
      }
    }
  }

  // An outage is tried again by the caller; a refusal is the same at every try.
  private void refused(String topic, ExecutionException refusal) throws ExecutionException {
    if (refusal.getCause() instanceof RetriableException) {
      throw refusal;
    }
    if (said.add(topic)) {
      log.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("failure", String.valueOf(refusal.getCause()))
          .log(
              "The broker does not let this service look after a topic, and a large webhook may be"
                  + " refused or a record gone too soon. Allow DescribeConfigs and AlterConfigs on"
                  + " it, or see that its max.message.bytes is at least {}, its retention.ms at least"
                  + " TOPIC_RETENTION, its min.insync.replicas 2 where it has three replicas, and"
                  + " that whatsapp.identities is compacted",
              TopicSettings.MAX_RECORD_BYTES);
    }
  }

  private void compare(List<NewTopic> there, Map<String, TopicDescription> now) {
    List<String> partitions = new ArrayList<>();
    List<String> replication = new ArrayList<>();
    for (NewTopic topic : there) {
      if (partitions(now, topic).size() != topic.numPartitions()) {
        partitions.add(topic.name());
      }
      if (isUnlike(replicas(now, topic), topic.replicationFactor())) {
        replication.add(topic.name());
      }
    }
    say(
        partitions,
        "Topics have another number of partitions than TOPIC_PARTITIONS. They are left as they are,"
            + " since more partitions would move conversations: set TOPIC_PARTITIONS to theirs");
    say(
        replication,
        "Topics have another replication than TOPIC_REPLICATION, or a lower one than the brokers"
            + " allow. Reassign their partitions (kafka-reassign-partitions), or set it to theirs");
  }

  // Unset, it follows the number of brokers, of which one may be away just now.
  private boolean isUnlike(int replicas, short wanted) {
    return settings.replication() > 0 ? replicas != wanted : replicas < wanted;
  }

  private void say(List<String> topics, String what) {
    if (!topics.isEmpty() && said.add(topics + what)) {
      log.atWarn().addKeyValue("topics", topics).log(what);
    }
  }
}
