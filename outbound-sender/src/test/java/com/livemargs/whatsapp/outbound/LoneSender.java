package com.livemargs.whatsapp.outbound;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.OwnLoops;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A sender of a test's own, with a ledger that no other has, and its HTTP door. */
final class LoneSender implements AutoCloseable {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final String url;

  private LoneSender(ConfigurableApplicationContext context) {
    this.context = context;
    this.url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /**
   * Returns once it is ready.
   *
   * @param more names and values of settings, in turn
   */
  static LoneSender start(FakeGraph graph, KafkaServer kafka, String database, String... more) {
    Map<String, String> settings = new HashMap<>(OutboundTest.settings(graph));
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("POSTGRES_URL", database);
    settings.put("server.port", "0");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    LoneSender sender =
        new LoneSender(
            new SpringApplicationBuilder(OutboundApplication.class, OwnLoops.class).run(arguments));
    await().until(sender::isReady);
    return sender;
  }

  boolean isReady() throws IOException, InterruptedException {
    URI readiness = URI.create(url + "/actuator/health/readiness");
    HttpRequest request = HttpRequest.newBuilder(readiness).build();
    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Asks for a send; the answer comes when there is one. */
  CompletableFuture<HttpResponse<String>> asked(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/whatsapp/send"))
            .header("X-API-Key", OutboundTest.API_KEY)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  /** A person puts an unknown send back into the queue; the status of the answer. */
  int resend(String messageId) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/whatsapp/outbound/" + messageId + "/resend"))
            .header("X-API-Key", OutboundTest.API_KEY)
            .POST(BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** What a gauge says now. */
  double gauge(String name) {
    return context.getBean(MeterRegistry.class).get(name).gauge().value();
  }

  @Override
  public void close() {
    context.close();
  }
}
