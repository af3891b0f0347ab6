package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is changed of a topic that somebody made before us. */
@ExtendWith(OutputCaptureExtension.class)
class ExistingTopicsTest {

  private static final String MINIMUM = "min.insync.replicas";
  private static final String POLICY = "cleanup.policy";

  private final ExistingTopics topics =
      new ExistingTopics(new TopicSettings(12, 3, Duration.ofDays(14)));

  @Test
  void threeReplicasGetAMinimumOfTwo() {
    assertThat(changes(Map.of(MINIMUM, "2"), Map.of(MINIMUM, "1"), 3))
        .containsExactly(Map.entry(MINIMUM, "2"));
    assertThat(changes(Map.of(MINIMUM, "2"), Map.of(MINIMUM, "3"), 3)).isEmpty();
  }

  @Test
  void fewerReplicasGoOnWithoutOneOfThem() {
    assertThat(changes(Map.of(MINIMUM, "2"), Map.of(MINIMUM, "1"), 2)).isEmpty();
  }

  @Test
  void linksAreCompactedAndNeverDeleted() {
    assertThat(changes(Map.of(POLICY, "compact"), Map.of(POLICY, "delete"), 1))
        .containsExactly(Map.entry(POLICY, "compact"));
    assertThat(changes(Map.of(POLICY, "compact"), Map.of(POLICY, "compact,delete"), 1))
        .containsExactly(Map.entry(POLICY, "compact"));
    assertThat(changes(Map.of(POLICY, "compact"), Map.of(POLICY, "compact"), 1)).isEmpty();
    assertThat(changes(Map.of(POLICY, "compact,delete"), Map.of(POLICY, "compact"), 1)).isEmpty();
  }

  @Test
  void compactedEventsAreSaidAndLeftToTheirOwner(CapturedOutput output) {
    assertThat(changes(Map.of(), Map.of(POLICY, "compact"), 1)).isEmpty();
    assertThat(output.getOut()).contains("topic", "cleanup.policy to delete");
  }

  private List<Map.Entry<String, String>> changes(
      Map<String, String> wanted, Map<String, String> now, int replicas) {
    NewTopic topic = new NewTopic("topic", 12, (short) 3).configs(wanted);
    List<ConfigEntry> entries =
        now.entrySet().stream().map(one -> new ConfigEntry(one.getKey(), one.getValue())).toList();
    return topics.lacking(topic, new Config(entries), replicas).stream()
        .map(AlterConfigOp::configEntry)
        .map(entry -> Map.entry(entry.name(), entry.value()))
        .toList();
  }
}
