package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A sender that is stopped in order. */
class StopTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void callsUnderWayAreWaitedForSoThatNothingIsUnknown() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    String phone = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    try (FakeGraph graph = new FakeGraph()) {
      graph.script("+" + phone, new FakeGraph.Reply.Held(latch));
      ConfigurableApplicationContext sender = sender(graph, database);
      String base = "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
      http.sendAsync(post(base, OutboundTest.text(phone, "x")), BodyHandlers.discarding());
      await().until(() -> graph.callsTo("+" + phone).size() == 1);

      Thread stopping = Thread.ofPlatform().start(sender::close);
      await().during(Duration.ofSeconds(5)).until(stopping::isAlive);
      latch.countDown();
      stopping.join();

      assertThat(
              PostgresServer.rows(
                  database, "select state from outbound_requests where address = ?", phone))
          .extracting(row -> row.get("state"))
          .containsExactly("sent");
    }
  }

  private static ConfigurableApplicationContext sender(FakeGraph graph, String database) {
    Map<String, String> settings = new HashMap<>(OutboundTest.settings(graph));
    settings.put("KAFKA_BOOTSTRAP_SERVERS", KafkaServer.shared().bootstrapServers());
    settings.put("POSTGRES_URL", database);
    settings.put("server.port", "0");
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return new SpringApplicationBuilder(OutboundApplication.class).run(arguments);
  }

  private static HttpRequest post(String base, String body) {
    return HttpRequest.newBuilder(URI.create(base + "/whatsapp/send"))
        .header("X-API-Key", OutboundTest.API_KEY)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
