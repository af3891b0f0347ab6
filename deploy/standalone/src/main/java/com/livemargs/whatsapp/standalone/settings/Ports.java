package com.livemargs.whatsapp.standalone.settings;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** TCP ports that this process is about to open, asked for before anything is started. */
public final class Ports {
  // Above this, a client that knocks at a closed loopback port may connect to itself and hold it.
  private static final int EPHEMERAL = 32768;
  private static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /**
   * A port that is going to be opened.
   *
   * @param setting moves it
   * @param address it is bound to
   * @param usualHolder what else likes to sit there
   * @param addressSetting moves the address, empty where nothing does
   */
  public record Wanted(
      String setting, String address, int port, String usualHolder, String addressSetting) {

    /** One whose address nobody chooses. */
    public Wanted(String setting, String address, int port, String usualHolder) {
      this(setting, address, port, usualHolder, "");
    }
  }

  /**
   * Checks that all ports are free, each for itself and beside the others.
   *
   * @throws StartRefused naming the first that is not
   */
  public static void requireFree(List<Wanted> all) {
    requireFree(all, freeFrom -> {});
  }

  /**
   * Checks likewise and has further ports chosen meanwhile, none of which is then one of the wanted
   * or chosen twice.
   *
   * @param chooser is given what finds a free port at or after a number
   * @throws StartRefused naming the first wanted one that is not free
   */
  public static void requireFree(List<Wanted> all, Consumer<IntUnaryOperator> chooser) {
    var held = new ArrayList<ServerSocket>();
    try {
      all.forEach(wanted -> held.add(take(wanted)));
      chooser.accept(
          first -> {
            var port = freeFrom(first);
            held.add(take(new Wanted("", LOOPBACK, port, "")));
            return port;
          });
    } finally {
      held.forEach(Ports::release);
    }
  }

  /**
   * A free loopback port at or after a number, for TCP and UDP alike, below the ephemeral range.
   */
  public static int freeFrom(int first) {
    for (var port = first; port < Math.max(EPHEMERAL, first + 64); port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new StartRefused("No port from " + first + " on is free: end a program that holds some.");
  }

  private static ServerSocket take(Wanted wanted) {
    try {
      return bound(wanted.address(), wanted.port());
    } catch (UnknownHostException e) {
      throw new StartRefused(
          "%s=%s is no address: set it to one of this machine's, or leave it out for 127.0.0.1."
              .formatted(wanted.addressSetting(), wanted.address()),
          e);
    } catch (IOException e) {
      throw new StartRefused(
          ("Port %d on %s is in use or not allowed, perhaps by %s: stop that (ss -ltnp or lsof -i :%d shows"
                  + " it), or choose another port with %s.")
              .formatted(
                  wanted.port(),
                  wanted.address(),
                  wanted.usualHolder(),
                  wanted.port(),
                  wanted.setting()),
          e);
    }
  }

  private static boolean isFree(int port) {
    try {
      bound(LOOPBACK, port).close();
      new DatagramSocket(new InetSocketAddress(LOOPBACK, port)).close();
      return true;
    } catch (SocketException taken) {
      return false;
    } catch (IOException e) {
      throw new StartRefused("Port " + port + " cannot be tried: " + e.getMessage(), e);
    }
  }

  private static ServerSocket bound(String address, int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("A port that was only tried cannot be released", e);
    }
  }
}
