package com.livemargs.whatsapp.events.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * What every caller that keeps its connection rests on: each request of it is answered. Versions of
 * the web server have forgotten some, so the one that is chosen is held to it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptAliveConnectionTest {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final String ANSWERED = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

  private DisposableServer server;

  @BeforeAll
  void start() {
    server = HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();
  }

  @AfterAll
  void stop() {
    server.disposeNow();
  }

  // Off the event loop, as answers that wait for a broker or a store come.
  private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    Mono<Void> done = response.header("content-length", "0").send().then();
    return request.uri().equals("/later") ? Mono.delay(Duration.ofMillis(50)).then(done) : done;
  }

  @Test
  void requestAfterTwoThatCameTogetherIsAnswered() throws IOException {
    try (Socket socket = connect()) {
      send(socket, request("/later") + request("/now"));
      assertAnswered(socket);
      assertAnswered(socket);

      send(socket, request("/now"));

      assertAnswered(socket);
    }
  }

  @Test
  void manyRequestsInTurnAreAnswered() throws IOException {
    try (Socket socket = connect()) {
      for (int turn = 0; turn < 100; turn++) {
        send(socket, request(turn % 10 == 0 ? "/later" : "/now"));
        assertAnswered(socket);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  }

  private static void send(Socket socket, String requests) throws IOException {
    socket.getOutputStream().write(requests.getBytes(US_ASCII));
  }

  private static void assertAnswered(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    assertThat(new String(in.readNBytes(ANSWERED.length()), US_ASCII)).isEqualTo(ANSWERED);
  }
}
