package com.livemargs.whatsapp.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A read API where every customer has the same conversation, a picture and an answer to it, or what
 * a test says.
 */
final class ReadApiStub {

  static final String KEY = "an-internal-key-for-tests";

  private static final String CONVERSATION =
      """
      [{"messageId":"11111111-1111-4111-8111-111111111111","whatsappMessageId":"wamid.a","phoneNumber":"+%1$s",
        "roomName":"whatsapp_%1$s","type":"image","text":null,"mediaUrl":"/uploads/whatsapp/cat.jpg","mediaType":"image",
        "mediaStatus":"stored","fileName":"cat.jpg","caption":"our cat","direction":"incoming","status":"delivered",
        "timestamp":1760000000000,"sender":"Ben","raw":"{}"},
       {"messageId":"22222222-2222-4222-8222-222222222222","whatsappMessageId":"wamid.b","phoneNumber":"+%1$s",
        "roomName":"whatsapp_%1$s","type":"text","text":"nice","mediaUrl":null,"direction":"outgoing","status":"read",
        "timestamp":1760000001000}]
      """;

  private static final Map<String, Deque<String>> READINGS = new ConcurrentHashMap<>();

  private ReadApiStub() {}

  /** A customer's conversation at each reading; the last stays. */
  static void tells(String customer, String... readings) {
    READINGS.put(customer, new ArrayDeque<>(List.of(readings)));
  }

  /** A conversation of one text by Ben. */
  static String text(String customer, UUID id, String text) {
    return """
        [{"messageId":"%s","phoneNumber":"+%s","type":"text","text":"%s","direction":"incoming","status":"delivered",
          "timestamp":1760000000000,"sender":"Ben"}]
        """
        .formatted(id, customer, text);
  }

  /** Its address. */
  static String start() {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext("/whatsapp/messages/", ReadApiStub::answer);
      server.start();
      return "http://127.0.0.1:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean asked =
        ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && "limit=30".equals(exchange.getRequestURI().getQuery());
    String path = exchange.getRequestURI().getPath();
    String customer = path.substring(path.lastIndexOf('/') + 1);
    byte[] body = (asked ? conversation(customer) : "").getBytes(UTF_8);
    exchange.sendResponseHeaders(asked ? 200 : 401, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String conversation(String customer) {
    Deque<String> readings = READINGS.getOrDefault(customer, new ArrayDeque<>());
    String next = readings.size() > 1 ? readings.poll() : readings.peek();
    return next == null ? CONVERSATION.formatted(customer) : next;
  }
}
