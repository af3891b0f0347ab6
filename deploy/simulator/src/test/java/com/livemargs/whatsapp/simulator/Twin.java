package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The started application and its receiver, shared by all tests, driven over HTTP only. */
final class Twin {

  static final String NUMBER = "412906551877340";
  static final String TOKEN = "Bearer test-token";

  /** Members of a customer. */
  static final String CUSTOMER = "\"phone\":\"+4915550118822\",\"name\":\"Jürgen\"";

  static final Receiver RECEIVER = new Receiver();
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ConfigurableApplicationContext CONTEXT =
      SimulatorApplication.start(
          "--simulator.port=0",
          "--simulator.webhook-url=" + RECEIVER.url(),
          "--simulator.app-secret=test_app_secret,old_secret",
          "--simulator.access-token=test-token",
          "--simulator.phone-number-id=" + NUMBER,
          "--simulator.redelivery.first-delay=20ms",
          "--simulator.redelivery.longest-delay=100ms",
          "--simulator.behaviour.statuses.sent-after=10ms",
          "--simulator.behaviour.statuses.delivered-after=40ms",
          "--simulator.behaviour.statuses.read-after=80ms");

  private Twin() {}

  record Answer(int status, JsonNode body) {}

  static URI at(String path) {
    String base = "http://127.0.0.1:" + CONTEXT.getEnvironment().getProperty("local.server.port");
    return path.startsWith("http") ? URI.create(path) : URI.create(base + path);
  }

  static void reset() {
    post("/simulator/reset", "");
    RECEIVER.release();
    // What was on the wire arrives all the same, and is nothing of the next test.
    await().until(() -> get("/simulator/webhooks").body().path("onTheWire").asInt() == 0);
    RECEIVER.forget();
  }

  /** A customer writes; told once that is delivered. */
  static JsonNode write(String members) {
    Answer answer = post("/simulator/customers/messages?wait=true", "{" + members + "}");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  static Answer send(JsonNode body) {
    return post("/v26.0/" + NUMBER + "/messages", body.toString());
  }

  static Answer send(String body) {
    return post("/v26.0/" + NUMBER + "/messages", body);
  }

  static String acceptedId(Answer answer) {
    return answer.body().at("/messages/0/id").asString();
  }

  static Answer post(String path, String body) {
    return call(request(path).POST(BodyPublishers.ofString(body)));
  }

  static Answer patch(String path, String body) {
    return call(request(path).method("PATCH", BodyPublishers.ofString(body)));
  }

  static Answer get(String path) {
    return call(request(path).GET());
  }

  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(at(path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .header("Authorization", TOKEN);
  }

  static Answer call(HttpRequest.Builder request) {
    try {
      var response = exchange(request);
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(
          response.statusCode(), json ? JSON.readTree(response.body()) : JSON.missingNode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Asks, and lets the test go on. */
  static CompletableFuture<HttpResponse<byte[]>> ask(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  static byte[] sample(String name) {
    try (InputStream in = Twin.class.getResourceAsStream("/samples/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode sampleJson(String name) {
    return JSON.readTree(sample(name));
  }
}
