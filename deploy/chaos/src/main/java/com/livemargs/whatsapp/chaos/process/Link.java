package com.livemargs.whatsapp.chaos.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP connection's way through this JVM, where it can be cut, held up or slowed. With several
 * targets, connections go round in turn, past those where nobody listens.
 */
public final class Link implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;
  private static final int CONNECT_MILLIS = 2_000;
  private static final Duration HELD = Duration.ofMillis(50);

  private final String name;
  private final int port;
  private volatile ServerSocket door;
  private volatile boolean closed;
  private final List<Integer> targets = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stalled;
  private volatile Duration delay = Duration.ZERO;

  /** Listens on the loopback port and leads to a loopback port. */
  public Link(String name, int port, int... targets) {
    this.name = name;
    for (int target : targets) {
      this.targets.add(target);
    }
    this.door = open(port);
    this.port = door.getLocalPort();
    Thread.ofVirtual().name("link-" + name).start(() -> accept(door));
  }

  private static ServerSocket open(int port) {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it is called in schedules and reports. */
  public String name() {
    return name;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Leads to one more port. */
  public void addTarget(int port) {
    targets.add(port);
  }

  /** Leads there no more; connections that are open stay. */
  public void removeTarget(int port) {
    targets.remove(Integer.valueOf(port));
  }

  /** Resets every open connection. */
  public void reset() {
    open.forEach(Link::reset);
  }

  /** Resets every connection and takes no new one, until {@link #heal}. */
  public void cut() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  /** Lets no byte through, and no connection end, until {@link #heal}. */
  public void stall() {
    stalled = true;
  }

  /** Makes each chunk of 16 KiB wait. */
  public void slow(Duration each) {
    delay = each;
  }

  /** Lets everything through again. */
  public void heal() {
    stalled = false;
    delay = Duration.ZERO;
    if (door.isClosed() && !closed) {
      ServerSocket opened = open(port);
      door = opened;
      Thread.ofVirtual().name("link-" + name).start(() -> accept(opened));
    }
  }

  private void accept(ServerSocket at) {
    while (!at.isClosed()) {
      try {
        Socket client = at.accept();
        Thread.ofVirtual().start(() -> join(client));
      } catch (IOException closed) {
        // the loop's condition tells whether to go on
      }
    }
  }

  private void join(Socket client) {
    open.add(client);
    try {
      Socket server = connect();
      open.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException nobodyThere) {
      reset(client);
    } finally {
      open.remove(client);
    }
  }

  private Socket connect() throws IOException {
    IOException last = new IOException("there is no target");
    for (int tries = targets.size(); tries > 0; tries--) {
      Socket socket = new Socket();
      try {
        int port = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return socket;
      } catch (IOException refused) {
        socket.close();
        last = refused;
      }
    }
    throw last;
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        hold();
        out.write(bytes, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      reset(from);
      reset(to);
    } finally {
      open.remove(from);
      closeIfBothEnded(from, to);
    }
  }

  private static void closeIfBothEnded(Socket from, Socket to) {
    if (from.isOutputShutdown() || to.isClosed()) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // it is what was wanted
    }
  }

  private void hold() {
    Wait.pause(delay);
    while (stalled && !closed) {
      Wait.pause(HELD);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException closed) {
      // it is what was wanted
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    door.close();
    heal();
    reset();
  }
}
