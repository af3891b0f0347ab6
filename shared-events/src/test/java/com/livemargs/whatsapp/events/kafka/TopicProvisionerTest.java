package com.livemargs.whatsapp.events.kafka;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class TopicProvisionerTest {

  private static final TopicSettings TOPICS = new TopicSettings(2, 0, Duration.ofDays(15));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Map<String, String> AUTHORIZER =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true");

  @Test
  void topicThatABrokerMadeByItselfBecomesOneOfOurs() throws Exception {
    try (KafkaServer kafka = KafkaServer.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      TopicProvisioner topics = provisioner(kafka);
      topics.start();
      topics.done().block(PATIENCE);

      admin.deleteTopics(List.of(Topics.IDENTITIES)).all().get();
      await().ignoreException(ExecutionException.class).until(() -> isMade(admin));

      await()
          .ignoreException(ExecutionException.class)
          .until(() -> policy(admin).equals("compact"));
      topics.stop();
    }
  }

  // As a broker makes it for whoever asks; ours may be faster, and is right at once.
  private static boolean isMade(Admin admin) throws ExecutionException, InterruptedException {
    NewTopic asItComes = new NewTopic(Topics.IDENTITIES, Optional.of(1), Optional.empty());
    if (!admin.listTopics().names().get().contains(Topics.IDENTITIES)) {
      admin.createTopics(List.of(asItComes)).all().get();
    }
    return true;
  }

  private static String policy(Admin admin) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, Topics.IDENTITIES);
    var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALLOW", "DENY"})
  void whoMaySeeItsOwnTopicsAloneIsServedNevertheless(AclPermissionType making) throws Exception {
    try (KafkaServer kafka = KafkaServer.start(AUTHORIZER);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      kafka.createTopics(2, Topics.OUTBOUND);
      admin
          .createAcls(
              List.of(
                  rule(ResourceType.TOPIC, Topics.OUTBOUND, ALL, DENY),
                  rule(ResourceType.CLUSTER, Resource.CLUSTER_NAME, ALL, ALLOW),
                  rule(ResourceType.CLUSTER, Resource.CLUSTER_NAME, CREATE, making)))
          .all()
          .get();
      TopicProvisioner topics = provisioner(kafka);

      topics.start();
      topics.done().block(PATIENCE);

      assertThat(topics.areThere()).isTrue();
      // A broker shows a moment later what its controller has made or forbidden.
      await()
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .contains(Topics.MESSAGES)
                      .doesNotContain(Topics.OUTBOUND));
      topics.stop();
    }
  }

  @Test
  void whoMayMakeNothingThatIsMissingDoesNotWaitForMoreBrokers() throws Exception {
    try (KafkaServer kafka = KafkaServer.guarded(Map.of("door", "open"));
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      kafka.createTopics(2, Topics.ALL.toArray(String[]::new));
      admin.createAcls(leastRights("door")).all().get();
      KafkaProperties properties = new KafkaProperties();
      properties.setBootstrapServers(List.of(kafka.guardedServers(), "127.0.0.1:9", "127.0.0.1:1"));
      properties.getProperties().putAll(KafkaServer.login("door", "open"));
      TopicProvisioner topics = provisioner(properties);

      topics.done().block(PATIENCE);

      assertThat(topics.areThere()).isTrue();
    }
  }

  private static List<AclBinding> leastRights(String principal) {
    return Stream.of(
            Topics.MESSAGES,
            Topics.STATUSES,
            Topics.ACCOUNT,
            Topics.IDENTITIES,
            Topics.QUARANTINE,
            Topics.HANDLED)
        .flatMap(
            topic ->
                Stream.of(WRITE, DESCRIBE_CONFIGS, CREATE)
                    .map(right -> rule(principal, ResourceType.TOPIC, topic, right, ALLOW)))
        .toList();
  }

  private static AclBinding rule(
      ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
    return rule("ANONYMOUS", type, name, operation, permission);
  }

  private static AclBinding rule(
      String principal,
      ResourceType type,
      String name,
      AclOperation operation,
      AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + principal, "*", operation, permission));
  }

  private static TopicProvisioner provisioner(KafkaServer kafka) {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(kafka.bootstrapServers()));
    return provisioner(properties);
  }

  private static TopicProvisioner provisioner(KafkaProperties properties) {
    return new TopicProvisioner(new KafkaClients(properties), TOPICS, List.of(), SOON);
  }
}
