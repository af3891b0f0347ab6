package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class FullQueueTest {

  private static final Receiver RECEIVER = new Receiver();
  private static final ConfigurableApplicationContext CONTEXT =
      SimulatorApplication.start(
          "--simulator.port=0",
          "--simulator.webhook-url=" + RECEIVER.url(),
          "--simulator.access-token=test-token",
          "--simulator.phone-number-id=" + Twin.NUMBER,
          "--simulator.limits.pending-webhooks=1",
          "--simulator.behaviour.statuses.sent-after=10ms",
          "--simulator.behaviour.statuses.delivered-after=40ms",
          "--simulator.behaviour.statuses.read-after=80ms");

  @AfterAll
  static void stop() {
    CONTEXT.close();
  }

  private static String at(String path) {
    String port = CONTEXT.getEnvironment().getProperty("local.server.port");
    return "http://127.0.0.1:" + port + path;
  }

  private static Twin.Answer send() {
    String text = Twin.sampleJson("send.text.request.json").toString();
    return Twin.post(at("/v26.0/" + Twin.NUMBER + "/messages"), text);
  }

  private static Twin.Answer write() {
    return Twin.post(
        at("/simulator/customers/messages"), "{\"phone\":\"+4915550100009\",\"text\":\"hi\"}");
  }

  @Test
  void sendsAreTakenHoweverManyWebhooksWait() {
    RECEIVER.hold();
    var first = send();
    await().until(() -> RECEIVER.all().size() == 1);

    var second = send();
    var written = write();

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).as("%s", second.body()).isEqualTo(200);
    assertThat(written.status()).isEqualTo(503);
    assertThat(written.body().path("detail").asString()).contains("start the receiver");
    assertThat(Twin.get(at("/simulator/customers/+4915550100009/conversation")).body()).isEmpty();
    RECEIVER.release();
    await().until(() -> RECEIVER.statusesOf(Twin.acceptedId(first)).size() == 3);
    await().until(() -> RECEIVER.statusesOf(Twin.acceptedId(second)).size() == 3);
  }
}
