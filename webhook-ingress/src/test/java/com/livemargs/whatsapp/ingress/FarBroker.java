package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A broker that is reached on a way on which each of its answers comes so much later. */
final class FarBroker implements AutoCloseable {

  final KafkaServer kafka;
  private final ServerSocket way;
  private final Duration delay;

  FarBroker(Duration delay) throws IOException {
    this.delay = delay;
    way = new ServerSocket(Machine.freePort(), 50, InetAddress.getByName("127.0.0.1"));
    kafka = KafkaServer.start(Map.of("advertised.listeners", "PLAINTEXT://" + address()));
    Thread.ofVirtual().start(this::accept);
  }

  /** The far end. */
  String address() {
    return "127.0.0.1:" + way.getLocalPort();
  }

  private void accept() {
    while (!way.isClosed()) {
      try {
        Socket client = way.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException closed) {
        // the loop's condition tells whether to go on
      }
    }
  }

  private void join(Socket client) {
    URI near = URI.create("kafka://" + kafka.bootstrapServers());
    try (client;
        Socket server = new Socket(near.getHost(), near.getPort())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(client, server, Duration.ZERO));
      pump(server, client, delay);
    } catch (IOException gone) {
      // as a connection ends
    }
  }

  private static void pump(Socket from, Socket to, Duration late) {
    byte[] bytes = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        LockSupport.parkNanos(late.toNanos());
        out.write(bytes, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException gone) {
      // as a connection ends
    }
  }

  @Override
  public void close() throws IOException {
    way.close();
    kafka.close();
  }
}
