package com.livemargs.whatsapp.events.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpResources;

class WatchedConnectionsTest {

  @Test
  void aConnectionEndsWhenItsOtherEndHasBeenSilentForFortySeconds() throws Exception {
    assumeTrue(Epoll.isAvailable());
    try (var server = new ServerSocket(0)) {
      var connection =
          TcpClient.create()
              .runOn(new WatchedConnections(TcpResources.get()))
              .host("127.0.0.1")
              .port(server.getLocalPort())
              .connectNow(Duration.ofSeconds(10));
      try {
        var config = ((EpollSocketChannel) connection.channel()).config();
        assertThat(config.getOption(EpollChannelOption.TCP_USER_TIMEOUT)).isEqualTo(40_000);
        assertThat(config.getOption(EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(20);
        assertThat(config.getOption(EpollChannelOption.TCP_KEEPCNT)).isEqualTo(3);
      } finally {
        connection.disposeNow();
      }
    }
  }
}
