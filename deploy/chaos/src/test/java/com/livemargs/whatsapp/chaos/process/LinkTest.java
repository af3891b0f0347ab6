package com.livemargs.whatsapp.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link between a client and a server that repeats what it hears. */
class LinkTest {

  private static final int PATIENCE = 10_000;
  private static final int A_MOMENT = 300;

  private final PortSource ports = new PortSource();
  private ServerSocket server;
  private Link link;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(ports.next(), 16, InetAddress.getLoopbackAddress());
    link = new Link("echo", ports.next(), ports.next(), server.getLocalPort());
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException reset) {
      // so was meant
    }
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static int ask(Socket socket) throws IOException {
    socket.getOutputStream().write(7);
    return socket.getInputStream().read();
  }

  @Test
  void leadsPastATargetWhereNobodyListens() throws IOException {
    for (int i = 0; i < 4; i++) {
      try (Socket socket = connect()) {
        assertThat(ask(socket)).isEqualTo(7);
      }
    }
  }

  @Test
  void resetIsAResetForTheClient() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(7);
      link.reset();
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void stalledBytesComeOnceItIsHealed() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(7);
      link.stall();
      socket.setSoTimeout(A_MOMENT);
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
      link.heal();
      socket.setSoTimeout(PATIENCE);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void endOfTheClientIsTheEndForTheServer() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket)).isEqualTo(7);
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
