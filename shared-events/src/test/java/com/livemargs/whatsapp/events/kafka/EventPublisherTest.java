package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class EventPublisherTest {

  private static final String TOPIC = "whatsapp.test";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void whoIsLetInLateIsHeardAndUntilThenItIsAnOutage() throws Exception {
    Map<String, String> passwords = new HashMap<>(Map.of("somebody", "else"));
    try (KafkaServer kafka = KafkaServer.guarded(passwords)) {
      kafka.createTopics(1, TOPIC);
      allow(kafka, "worker");
      EventPublisher publisher = publisher(kafka, KafkaServer.login("worker", "late"));
      assertThat(publish(publisher)).isFalse();

      passwords.put("worker", "late");
      kafka.restart();

      await().atMost(PATIENCE).until(() -> publish(publisher));
      assertThat(kafka.drain(TOPIC)).hasSize(1);
      publisher.destroy();
    }
  }

  private static boolean publish(EventPublisher publisher) {
    return publisher
        .publish(List.of(new ProducerRecord<>(TOPIC, new byte[1])))
        .thenReturn(true)
        .onErrorReturn(FailureClassifier::isOutage, false)
        .block();
  }

  private static EventPublisher publisher(KafkaServer kafka, Map<String, String> login) {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(kafka.guardedServers()));
    properties.getProperties().putAll(login);
    return new EventPublisher(new KafkaClients(properties), new SimpleMeterRegistry());
  }

  private static void allow(KafkaServer kafka, String principal) throws Exception {
    var topic = new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL);
    var right =
        new AccessControlEntry(
            "User:" + principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createAcls(List.of(new AclBinding(topic, right))).all().get();
    }
  }
}
