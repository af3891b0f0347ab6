package com.livemargs.whatsapp.events.postgres;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import reactor.netty.resources.LoopResources;

/**
 * Connections whose other end may vanish without a word, with a machine that lost its power or its
 * network: they end after 40 s, as they do on the server's side. By itself TCP would go on sending
 * for a quarter of an hour, and wait for an answer for two hours. On Linux; elsewhere it is as TCP
 * has it.
 */
final class WatchedConnections implements LoopResources {

  static final Duration SILENCE = Duration.ofSeconds(40);
  static final int IDLE_SECONDS = 20;
  static final int PROBE_SECONDS = 10;
  static final int PROBES = 3;

  private final LoopResources loops;

  WatchedConnections(LoopResources loops) {
    this.loops = loops;
  }

  @Override
  public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
    C channel = loops.onChannel(type, group);
    if (channel instanceof EpollSocketChannel socket) {
      socket
          .config()
          .setOption(EpollChannelOption.TCP_USER_TIMEOUT, Math.toIntExact(SILENCE.toMillis()));
      socket.config().setOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
      socket.config().setOption(EpollChannelOption.TCP_KEEPINTVL, PROBE_SECONDS);
      socket.config().setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
    }
    return channel;
  }

  @Override
  public <C extends Channel> Class<? extends C> onChannelClass(
      Class<C> type, EventLoopGroup group) {
    return loops.onChannelClass(type, group);
  }

  @Override
  public EventLoopGroup onClient(boolean useNative) {
    return loops.onClient(useNative);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return loops.onServer(useNative);
  }

  @Override
  public EventLoopGroup onServerSelect(boolean useNative) {
    return loops.onServerSelect(useNative);
  }

  @Override
  public boolean daemon() {
    return loops.daemon();
  }
}
