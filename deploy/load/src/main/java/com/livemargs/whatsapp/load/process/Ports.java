package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Ports of this machine's loopback, and waiting. */
public final class Ports {

  /** Where everything listens. */
  public static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /** One nobody listens on, below the ephemeral range. */
  public static int free() {
    IntStream candidates = new Random().ints(10_000, 31_000).limit(1_000);
    return candidates.filter(Ports::isFree).findFirst().orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether somebody listens. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Waits until it is so.
   *
   * @param what for the failure
   */
  public static void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + limit + " in vain until " + what);
      }
      pause(Duration.ofMillis(20));
    }
  }

  /** Rests. */
  public static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
