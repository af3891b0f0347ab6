package com.livemargs.whatsapp.standalone.endtoend;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.standalone.StandaloneFixture;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running system for all end-to-end tests of this JVM, and the hands of its users. */
final class Running {

  static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static @Nullable Running shared;

  final StandaloneFixture house;
  private final HttpClient http = HttpClient.newHttpClient();

  private Running(StandaloneFixture house) {
    this.house = house;
  }

  static synchronized Running shared() {
    if (shared == null) {
      shared = new Running(StandaloneFixture.untilExit().start());
    }
    return shared;
  }

  /** An answer over HTTP. */
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    JsonNode json() {
      return MAPPER.readTree(body);
    }
  }

  Answer call(
      String method, URI url, @Nullable String key, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Unanswered.AFTER)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      HttpResponse<byte[]> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (HttpTimeoutException e) {
      throw new Unanswered(method, url.getPath(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, @Nullable String key) {
    return call("GET", house.url().resolve(path), key, Map.of(), new byte[0]);
  }

  Answer post(String path, @Nullable String key, Map<String, ?> body, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return call("POST", house.url().resolve(path), key, all, MAPPER.writeValueAsBytes(body));
  }

  Answer simulator(String method, String path, Object body) {
    return call(
        method,
        house.simulatorUrl().resolve(path),
        null,
        Map.of("Content-Type", "application/json"),
        MAPPER.writeValueAsBytes(body));
  }

  /** Posts as Meta does, again while the answer is 503; returns the last answer. */
  int postWebhook(byte[] body) {
    return await().ignoreNoExceptions().until(() -> postOnce(body), status -> status != 503);
  }

  private int postOnce(byte[] body) {
    String secret = house.secret("WHATSAPP_APP_SECRET").split(",")[0];
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            SignedWebhook.HEADER,
            SignedWebhook.sign(secret, body));
    return call("POST", house.url().resolve("/whatsapp/webhook"), null, headers, body).status();
  }

  /** A customer sends; returns the wamid. */
  String customerSends(Map<String, ?> message) {
    Answer answer = simulator("POST", "/simulator/customers/messages?wait=true", message);
    if (answer.status() != 200) {
      throw new IllegalStateException("the simulator answered " + answer.status());
    }
    return answer.json().at("/messageIds/0").asString();
  }

  /** The answer to a send, asked for with its key until it is no longer open. */
  Answer sent(Map<String, ?> body, String key) {
    Map<String, String> headers = Map.of("Idempotency-Key", key);
    return await()
        .ignoreNoExceptions()
        .until(() -> send(body, headers), answer -> answer.status() != 202);
  }

  Answer send(Map<String, ?> body, Map<String, String> headers) {
    return post("/whatsapp/send", house.apiKey(), body, headers);
  }

  List<JsonNode> conversation(String customer) {
    String path = "/whatsapp/messages/" + URLEncoder.encode(customer, StandardCharsets.UTF_8);
    List<JsonNode> messages = new ArrayList<>();
    get(path, house.apiKey()).json().forEach(messages::add);
    return messages;
  }

  JsonNode message(String customer, String wamid) {
    return conversation(customer).stream()
        .filter(message -> message.path("whatsappMessageId").asString("").equals(wamid))
        .findFirst()
        .orElse(tools.jackson.databind.node.MissingNode.getInstance());
  }

  List<Map<String, Object>> postgres(String sql, Object... args) {
    return PostgresServer.rows(house.postgresUrl(), sql, args);
  }

  List<Document> mongo(String collection, Document filter) {
    try (MongoClient client = MongoClients.create(house.mongoUri())) {
      return client
          .getDatabase("whatsapp")
          .getCollection(collection)
          .find(filter)
          .into(new ArrayList<>());
    }
  }

  void publish(String topic, String key, String value) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", house.kafka()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value));
    }
  }

  long topicSize(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }

  long deadLetters() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.listTopics().keySet().stream()
          .filter(topic -> topic.endsWith(".dlt"))
          .mapToLong(this::topicSize)
          .sum();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", house.kafka()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
