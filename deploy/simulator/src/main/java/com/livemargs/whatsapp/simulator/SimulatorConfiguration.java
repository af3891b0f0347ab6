package com.livemargs.whatsapp.simulator;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.netty.resources.LoopResources;

/** Everything the twin is made of, as one configuration to import. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(SimulatorProperties.class)
public class SimulatorConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  // SERVER_PORT belongs to the neighbours in a shared process: the twin listens where its own
  // settings say, whatever the environment holds for them.
  @Bean
  @Order
  WebServerFactoryCustomizer<ConfigurableReactiveWebServerFactory> listenOnOwnPort(
      SimulatorProperties settings) {
    return server -> {
      server.setPort(settings.port());
      server.setAddress(address(settings.bind()));
    };
  }

  // Measured here: over epoll one request in some hundred on kept-alive connections was never
  // read (Netty 4.2.15); over NIO none in thousands. A twin has no use for the speed.
  @Bean
  NettyServerCustomizer listenOverNio() {
    return server -> server.runOn(LoopResources.create("twin"), false);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "SIMULATOR_BIND is no address of this machine: set 127.0.0.1, or 0.0.0.0 for all", e);
    }
  }
}
