package com.livemargs.whatsapp.chaos.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether somebody is there. */
final class Ready {

  private static final int MILLIS = 1_000;

  private Ready() {}

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
