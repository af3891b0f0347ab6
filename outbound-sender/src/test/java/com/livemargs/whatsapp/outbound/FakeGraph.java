package com.livemargs.whatsapp.outbound;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Samples;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Meta's send endpoint on a real socket: counts every request on the wire, answers as told. */
final class FakeGraph implements AutoCloseable {

  /** A request that arrived whole. */
  record Call(String path, Map<String, String> headers, JsonNode body, long arrivedNanos) {

    String recipient() {
      return body.has("recipient") ? body.path("recipient").asString() : body.path("to").asString();
    }

    String text() {
      return body.path("text").path("body").asString();
    }

    String callbackData() {
      return body.path("biz_opaque_callback_data").asString();
    }
  }

  /** What happens after a request has arrived. */
  sealed interface Reply {
    /** Taken, the wamid is made of our message id. */
    record Accept() implements Reply {}

    /** An answer as it is. */
    record Answer(int status, byte[] body) implements Reply {}

    /** Taken, and the connection is reset. */
    record Reset() implements Reply {}

    /** Another reply, but only once the latch opens. */
    record Held(CountDownLatch latch, Reply then) implements Reply {
      Held(CountDownLatch latch) {
        this(latch, new Accept());
      }
    }
  }

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Reply>> scripts = new ConcurrentHashMap<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Set<String> deadTokens = ConcurrentHashMap.newKeySet();
  private volatile Consumer<Call> onCall = call -> {};
  private final int port;
  private volatile ServerSocket server;

  FakeGraph() {
    server = listen(0);
    port = server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Looks at every request before it is answered. */
  void onCall(Consumer<Call> observer) {
    onCall = observer;
  }

  /** From now on requests with this access token are refused (190), whatever else was scripted. */
  void refuse(String token) {
    deadTokens.add("Bearer " + token);
  }

  /** The next requests to this recipient are answered so, later ones are accepted. */
  void script(String recipient, Reply... replies) {
    scripts.put(recipient, new ArrayDeque<>(List.of(replies)));
  }

  /** An answer that is one of the samples, such as {@code error.190.http401}. */
  static Reply sample(String name) {
    Matcher status = Pattern.compile("\\.http([0-9]{3})$").matcher(name);
    return new Reply.Answer(
        status.find() ? Integer.parseInt(status.group(1)) : 200, Samples.bytes(name));
  }

  List<Call> callsTo(String recipient) {
    return calls.stream().filter(call -> call.recipient().equals(recipient)).toList();
  }

  static String wamid(String messageId) {
    return "wamid.FAKE" + messageId.replace("-", "");
  }

  /**
   * Nobody listens any more: connections are refused. Those that were open are closed on both
   * sides, so that no request goes out on one of them.
   */
  void goAway() {
    close();
    connections.forEach(FakeGraph::sayGoodbye);
    await().until(connections::isEmpty);
  }

  private static void sayGoodbye(Socket connection) {
    try {
      connection.shutdownOutput();
    } catch (IOException closed) {
      // the other side was faster
    }
  }

  /** Listens again on the same port. */
  void comeBack() {
    server = listen(port);
  }

  private ServerSocket listen(int onPort) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(socket, connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(ServerSocket owner, Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (Call call = Wire.read(in); call != null && !owner.isClosed(); call = Wire.read(in)) {
        onCall.accept(call);
        calls.add(call);
        answer(connection, call, next(call));
      }
    } catch (IOException | InterruptedException gone) {
      // the other side is free to leave
    } finally {
      connections.remove(connection);
    }
  }

  private Reply next(Call call) {
    if (deadTokens.contains(call.headers().get("authorization"))) {
      return sample("error.190.http401");
    }
    Queue<Reply> script = scripts.getOrDefault(call.recipient(), new ArrayDeque<>());
    synchronized (script) {
      Reply reply = script.poll();
      return reply == null ? new Reply.Accept() : reply;
    }
  }

  private static void answer(Socket connection, Call call, Reply reply)
      throws IOException, InterruptedException {
    switch (reply) {
      case Reply.Accept accept -> Wire.write(connection, 200, Wire.accepted(call));
      case Reply.Answer answer -> Wire.write(connection, answer.status(), answer.body());
      case Reply.Reset reset -> {
        connection.setSoLinger(true, 0);
        connection.close();
      }
      case Reply.Held held -> {
        if (held.latch().await(60, TimeUnit.SECONDS)) {
          answer(connection, call, held.then());
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
