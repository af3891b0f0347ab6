package com.livemargs.whatsapp.events.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class WatchedSocketsTest {

  private static void assertWatched(Socket socket) throws Exception {
    assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
    assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(20);
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
    assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
  }

  @Test
  void anOtherEndThatVanishedIsNoticedHoweverASocketIsMade() throws Exception {
    WatchedSockets sockets = new WatchedSockets();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 4, here);
        Socket unconnected = sockets.createSocket();
        Socket named = sockets.createSocket(here.getHostName(), server.getLocalPort());
        Socket addressed = sockets.createSocket(here, server.getLocalPort());
        Socket bound = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
      assertWatched(unconnected);
      assertWatched(named);
      assertWatched(addressed);
      assertWatched(bound);
    }
  }
}
