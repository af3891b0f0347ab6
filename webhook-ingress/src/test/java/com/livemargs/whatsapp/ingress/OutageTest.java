package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Samples;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whileTheBrokerIsAwayNothingIsPromisedAndRedeliveryFinishesTheJob() {
    try (KafkaServer kafka = KafkaServer.start();
        LoneDoor door = LoneDoor.start(kafka)) {
      WebhookClient meta = door.meta;
      byte[] before = Samples.bytes("messages.text");
      await().atMost(PATIENCE).until(() -> meta.deliverOnce(before).statusCode() == 200);

      kafka.stop();
      byte[] body = Samples.bytes("messages.image");
      HttpResponse<String> away = meta.deliverOnce(body);
      door.awaitReadiness(503);
      HttpResponse<String> still = meta.deliverOnce(body);

      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
      assertThat(still.statusCode()).isEqualTo(503);
      assertThat(meta.postOnce(body, "sha256=" + "0".repeat(64)).statusCode()).isEqualTo(401);

      kafka.restart();
      await().atMost(PATIENCE).until(() -> meta.deliverOnce(body).statusCode() == 200);

      assertThat(kafka.drain(Topics.MESSAGES))
          .anySatisfy(
              record -> assertThat(new String(record.value())).contains("\"type\": \"image\""));
    }
  }

  @Test
  void aDoorThatKafkaLetsInLaterThanItStartsTakesWebhooks() throws Exception {
    Map<String, String> passwords = new HashMap<>(Map.of("somebody", "else"));
    try (KafkaServer kafka = KafkaServer.guarded(passwords);
        LoneDoor door =
            LoneDoor.startAt(kafka.guardedServers(), KafkaServer.login("door", "late"))) {
      byte[] body = Samples.bytes("messages.text");
      assertThat(door.meta.deliverOnce(body).statusCode()).isEqualTo(503);

      passwords.put("door", "late");
      kafka.restart();
      allowEveryTopic(kafka, "door");
      door.awaitReadiness(200);

      await().atMost(PATIENCE).until(() -> door.meta.deliverOnce(body).statusCode() == 200);
    }
  }

  private static void allowEveryTopic(KafkaServer kafka, String principal) throws Exception {
    ResourcePattern topics = new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      topics,
                      new AccessControlEntry(
                          "User:" + principal, "*", AclOperation.ALL, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }
}
