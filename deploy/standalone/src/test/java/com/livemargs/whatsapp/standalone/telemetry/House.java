package com.livemargs.whatsapp.standalone.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.standalone.StandaloneFixture;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One running system for the claims about what it tells; it keeps every problem it answered. */
final class House {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static @Nullable House shared;

  final LogCapture logs = LogCapture.begin();
  final StandaloneFixture fixture;
  final KafkaServer kafka;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  private House(StandaloneFixture fixture) {
    this.fixture = fixture.start();
    this.kafka = KafkaServer.at(fixture.kafka(), "the house's own");
    logs.widen();
  }

  static synchronized House shared() {
    if (shared == null) {
      StandaloneFixture fixture = StandaloneFixture.untilExit();
      Secrets.ALL.forEach(fixture::with);
      shared = new House(fixture);
    }
    return shared;
  }

  /** From now on a real MongoDB takes everything for slow, which is what it logs. */
  void takeAllForSlow() {
    if (Files.exists(fixture.data().resolve("mongodb.log"))) {
      try (MongoClient client = MongoClients.create(fixture.mongoUri())) {
        client.getDatabase("whatsapp").runCommand(new Document("profile", 0).append("slowms", 0));
      }
    }
  }

  /** Secrets that are easy to recognise. */
  static final class Secrets {
    static final Map<String, String> ALL =
        Map.of(
            "WHATSAPP_ACCESS_TOKEN", "EAAGoldcrestAccessToken0123456789",
            "WHATSAPP_APP_SECRET", "goldfinch-app-secret-0123456789",
            "WHATSAPP_WEBHOOK_VERIFY_TOKEN", "greenfinch-verify-token-0123456789",
            "WHATSAPP_API_KEYS", "chaffinch-api-key-0123456789abcdef",
            "INTERNAL_API_KEY", "bullfinch-internal-key-0123456789ab",
            "MEDIA_URL_SECRET", "hawfinch-media-url-secret-0123456789");

    private Secrets() {}
  }

  /** An answer over HTTP. */
  record Answer(int status, String body) {
    JsonNode json() {
      return Json.MAPPER.readTree(body);
    }
  }

  Answer get(String path, String... headers) {
    return send(request(fixture.url().resolve(path), headers).GET().build());
  }

  Answer getWithKey(String path) {
    return get(path, "X-API-Key", fixture.apiKey());
  }

  Answer post(String path, String body, String... headers) {
    return send(
        request(fixture.url().resolve(path), headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  Answer postWithKey(String path, Map<String, ?> body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-API-Key", fixture.apiKey()));
    return post(path, Json.MAPPER.writeValueAsString(body), all.toArray(String[]::new));
  }

  /** The answer to a send, asked for with its key until it is no longer open. */
  Answer sent(Map<String, ?> message, String key, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Idempotency-Key", key));
    return await()
        .ignoreNoExceptions()
        .until(
            () -> postWithKey("/whatsapp/send", message, all.toArray(String[]::new)),
            answer -> answer.status() != 202);
  }

  /** Posts as Meta does, again while the answer is 503; returns the last answer. */
  Answer webhook(String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    String secret = fixture.secret("WHATSAPP_APP_SECRET");
    all.addAll(List.of(SignedWebhook.HEADER, SignedWebhook.sign(secret, body)));
    return await()
        .ignoreNoExceptions()
        .until(
            () -> post("/whatsapp/webhook", body, all.toArray(String[]::new)),
            answer -> answer.status() != 503);
  }

  /** Asks the twin of Meta for something; it always works. */
  JsonNode simulator(String method, String path, Object body) {
    HttpRequest request =
        request(fixture.simulatorUrl().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
            .build();
    return send(request).json();
  }

  /** Puts a small picture on the shelf of Meta's twin. */
  void shelve(String mediaId, byte[] picture) {
    URI place = fixture.simulatorUrl().resolve("/simulator/media/" + mediaId);
    send(
        request(place)
            .header("Content-Type", "image/png")
            .PUT(BodyPublishers.ofByteArray(picture))
            .build());
  }

  /** Bodies of all problems that were answered so far. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private static HttpRequest.Builder request(URI url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString(UTF_8));
      if (response.statusCode() >= 400) {
        problems.add(request.uri().getRawPath().length() + ": " + response.body());
      }
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
