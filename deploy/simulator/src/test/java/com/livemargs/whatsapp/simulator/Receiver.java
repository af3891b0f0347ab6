package com.livemargs.whatsapp.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A business's webhook endpoint: keeps what it is given and answers as it is told. */
final class Receiver {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch released = new CountDownLatch(0);
  private final HttpServer server;

  record Received(@Nullable String signature, byte[] body) {

    JsonNode value() {
      return JSON.readTree(body).at("/entry/0/changes/0/value");
    }
  }

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/whatsapp/webhook", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      received.add(
          new Received(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"), body));
      released.await();
      Integer answer = answers.poll();
      exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/whatsapp/webhook";
  }

  void answerNext(Integer... statuses) {
    answers.addAll(List.of(statuses));
  }

  /** Takes what comes and answers nothing from now on. */
  void hold() {
    released = new CountDownLatch(1);
  }

  /** Answers what was held, and answers again. */
  void release() {
    released.countDown();
  }

  void forget() {
    received.clear();
    answers.clear();
  }

  List<Received> all() {
    return received;
  }

  /** The statuses that came for a message, in the order of their coming. */
  List<JsonNode> statusesOf(String wamid) {
    return received.stream()
        .flatMap(r -> StreamSupport.stream(r.value().path("statuses").spliterator(), false))
        .filter(status -> status.path("id").asString("").equals(wamid))
        .toList();
  }
}
