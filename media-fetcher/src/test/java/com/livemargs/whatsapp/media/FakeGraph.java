package com.livemargs.whatsapp.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A Graph API and its download host on one loopback port, with what each media id is to do. */
final class FakeGraph implements AutoCloseable {

  static final String TOKEN = "EAAtoken-of-the-tests";

  /** Answers a request; the count says how many came before it for the same id. */
  interface Answer {
    void to(HttpExchange exchange, int earlier) throws IOException;
  }

  /** A request as it came. */
  record Seen(String path, String query, String authorization) {}

  private final HttpServer server;
  private final Map<String, Answer> lookups = new ConcurrentHashMap<>();
  private final Map<String, Answer> downloads = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer outage;

  FakeGraph() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String downloadUrl(String id) {
    return url() + "/bytes/" + id + "?ext=1780301400&hash=ARm0011";
  }

  /** A file that Meta holds and delivers as it should. */
  void holds(String id, byte[] bytes) {
    looksUp(id, location(downloadUrl(id), bytes.length));
    delivers(id, bytes);
  }

  /** Everything is answered so, until it serves again. */
  void failsEverything(Answer answer) {
    outage = answer;
  }

  void servesAgain() {
    outage = null;
  }

  void looksUp(String id, String json) {
    lookups.put(id, (exchange, earlier) -> send(exchange, 200, json.getBytes(UTF_8)));
  }

  void looksUp(String id, Answer answer) {
    lookups.put(id, answer);
  }

  void delivers(String id, byte[] bytes) {
    downloads.put(id, (exchange, earlier) -> send(exchange, 200, bytes));
  }

  void delivers(String id, Answer answer) {
    downloads.put(id, answer);
  }

  static String location(String url, long size) {
    return "{\"messaging_product\":\"whatsapp\",\"url\":\"%s\",\"file_size\":\"%d\"}"
        .formatted(url, size);
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<Seen> lookupsOf(String id) {
    return seen.stream().filter(one -> one.path().equals("/v26.0/" + id)).toList();
  }

  List<Seen> downloadsOf(String id) {
    return seen.stream().filter(one -> one.path().equals("/bytes/" + id)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int earlier = (int) seen.stream().filter(one -> one.path().equals(path)).count();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    seen.add(
        new Seen(
            path,
            String.valueOf(exchange.getRequestURI().getRawQuery()),
            String.valueOf(authorization)));
    try (exchange) {
      find(path, authorization).to(exchange, earlier);
    }
  }

  private Answer find(String path, String authorization) {
    Answer instead = outage;
    if (instead != null) {
      return instead;
    }
    if (!("Bearer " + TOKEN).equals(authorization)) {
      return (exchange, earlier) -> send(exchange, 401, new byte[0]);
    }
    String id = path.substring(path.lastIndexOf('/') + 1);
    Answer answer = path.startsWith("/bytes/") ? downloads.get(id) : lookups.get(id);
    return answer != null ? answer : FakeGraph::unknown;
  }

  private static void unknown(HttpExchange exchange, int earlier) throws IOException {
    send(exchange, 400, "{\"error\":{\"code\":100,\"error_subcode\":33}}".getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
