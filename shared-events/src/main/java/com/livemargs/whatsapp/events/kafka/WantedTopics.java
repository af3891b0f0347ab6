package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Our topics as they are to be, and those of the dead letters of a process's groups. */
final class WantedTopics {

  private final TopicSettings settings;
  private final List<ConsumerGroup> groups;

  WantedTopics(TopicSettings settings, List<ConsumerGroup> groups) {
    this.settings = settings;
    this.groups = groups;
  }

  /**
   * All of them.
   *
   * @param replication copies of each record
   */
  List<NewTopic> topics(short replication) {
    List<NewTopic> wanted = new ArrayList<>();
    for (String name : Topics.ALL) {
      wanted.add(topic(name, replication, TopicSettings.MAX_RECORD_BYTES));
    }
    for (ConsumerGroup group : groups) {
      for (String topic : group.topics()) {
        String name = Topics.deadLetter(topic, group.id());
        wanted.add(topic(name, replication, TopicSettings.MAX_DEAD_LETTER_BYTES));
      }
    }
    return wanted;
  }

  private NewTopic topic(String name, short replication, int maxBytes) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    if (replication >= 3) {
      config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    config.putAll(lifetime(name));
    return new NewTopic(name, settings.partitions(), replication).configs(config);
  }

  private Map<String, String> lifetime(String name) {
    String retention = Long.toString(settings.retention().toMillis());
    return switch (name) {
      case Topics.IDENTITIES ->
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      // It must outlive the letters that it speaks of, whose segments go late.
      case Topics.HANDLED ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(2 * settings.retention().toMillis()));
      default -> Map.of(TopicConfig.RETENTION_MS_CONFIG, retention);
    };
  }
}
