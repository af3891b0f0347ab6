package com.livemargs.whatsapp.simulator;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

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

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "SIMULATOR_BIND is no address of this machine: set 127.0.0.1, or 0.0.0.0 for all", e);
    }
  }
}
