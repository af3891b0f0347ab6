package com.livemargs.whatsapp.media.fetch;

import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/** Connections, new ones each time, and a list of all that were asked for, before any look-up. */
final class SeenConnections implements ConnectionProvider {

  private final ConnectionProvider connections = ConnectionProvider.newConnection();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** Each as {@code host:port}. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  void forget() {
    seen.clear();
  }

  @Override
  public Mono<? extends Connection> acquire(
      TransportConfig config,
      @Nullable ConnectionObserver observer,
      @Nullable Supplier<? extends SocketAddress> remote,
      @Nullable AddressResolverGroup<?> resolvers) {
    SocketAddress address = remote == null ? null : remote.get();
    seen.add(
        address instanceof InetSocketAddress inet
            ? inet.getHostString() + ":" + inet.getPort()
            : String.valueOf(address));
    return connections.acquire(config, observer, remote, resolvers);
  }

  @Override
  public void disposeWhen(SocketAddress address) {
    connections.disposeWhen(address);
  }

  @Override
  public int maxConnections() {
    return connections.maxConnections();
  }
}
