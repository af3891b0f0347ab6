package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Topics that somebody made before us, with the broker's defaults or with settings of their own.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExistingTopicsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DAY = Long.toString(Duration.ofDays(1).toMillis());
  private static final String YEAR = Long.toString(Duration.ofDays(365).toMillis());
  private static final String OTHERS = "orders";

  @Test
  void theyTakeWhatTheDoorTakesAndNothingIsLowered(CapturedOutput output) throws Exception {
    try (KafkaServer kafka = KafkaServer.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      make(admin, Topics.MESSAGES, 12, "1048576", DAY);
      make(admin, Topics.STATUSES, 3, "20971520", YEAR);
      make(admin, Topics.ACCOUNT, 12, "20971520", "-1");
      make(admin, Topics.IDENTITIES, 12, "20971520", DAY);
      make(admin, OTHERS, 1, "1048576", DAY);
      try (LoneDoor door = LoneDoor.start(kafka)) {
        // Brokers take a raised limit up a moment later, and Meta delivers again until then.
        byte[] large = threeMegabytes();
        await().atMost(PATIENCE).until(() -> door.meta.deliverOnce(large).statusCode() == 200);
      }
      assertThat(bytes(admin, Topics.MESSAGES)).isEqualTo("6291456");
      assertThat(retention(admin, Topics.MESSAGES))
          .isEqualTo(Long.toString(Duration.ofDays(14).toMillis()));
      assertThat(bytes(admin, Topics.STATUSES)).isEqualTo("20971520");
      assertThat(retention(admin, Topics.STATUSES)).isEqualTo(YEAR);
      assertThat(retention(admin, Topics.ACCOUNT)).isEqualTo("-1");
      assertThat(setting(admin, Topics.IDENTITIES, TopicConfig.CLEANUP_POLICY_CONFIG))
          .isEqualTo("compact");
      assertThat(setting(admin, OTHERS, TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo("delete");
      assertThat(bytes(admin, OTHERS)).isEqualTo("1048576");
      assertThat(retention(admin, OTHERS)).isEqualTo(DAY);
      assertThat(output.getOut().lines().filter(line -> line.contains("TOPIC_PARTITIONS")))
          .singleElement()
          .satisfies(line -> assertThat(line).contains(Topics.STATUSES));
    }
  }

  private static void make(Admin admin, String name, int partitions, String bytes, String retention)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            bytes,
            TopicConfig.RETENTION_MS_CONFIG,
            retention);
    admin
        .createTopics(
            List.of(
                new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings)))
        .all()
        .get();
  }

  // Producers compress: what is to be large on the topic must not be compressible.
  private static byte[] threeMegabytes() {
    byte[] random = new byte[2_300_000];
    new Random(1).nextBytes(random);
    String body = Base64.getEncoder().encodeToString(random);
    return """
        {"entry":[{"id":"1","changes":[{"value":{"metadata":{"phone_number_id":"1"},"messages":[\
        {"from":"491","id":"large","timestamp":"1","type":"text","text":{"body":"%s"}}]}}]}]}"""
        .formatted(body)
        .getBytes(UTF_8);
  }

  private static String bytes(Admin admin, String topic) throws Exception {
    return setting(admin, topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
  }

  private static String retention(Admin admin, String topic) throws Exception {
    return setting(admin, topic, TopicConfig.RETENTION_MS_CONFIG);
  }

  private static String setting(Admin admin, String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }
}
