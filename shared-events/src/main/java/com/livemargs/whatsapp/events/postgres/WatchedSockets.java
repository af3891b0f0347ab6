package com.livemargs.whatsapp.events.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Sockets of the JDBC driver, which makes this class by its name. An answer may take as long as it
 * does, hours for a migration that builds an index over a large table; an other end that vanished
 * is noticed as in {@link WatchedConnections}. Where the system lacks these options it is as TCP
 * has it.
 */
public final class WatchedSockets extends SocketFactory {

  private static final Map<SocketOption<Integer>, Integer> PROBED =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, WatchedConnections.IDLE_SECONDS,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, WatchedConnections.PROBE_SECONDS,
          ExtendedSocketOptions.TCP_KEEPCOUNT, WatchedConnections.PROBES);

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket();
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (Map.Entry<SocketOption<Integer>, Integer> option : PROBED.entrySet()) {
      if (socket.supportedOptions().contains(option.getKey())) {
        socket.setOption(option.getKey(), option.getValue());
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(InetAddress.getByName(host), port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(from);
    socket.connect(to);
    return socket;
  }
}
