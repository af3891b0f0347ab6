package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.events.health.Dependency;
import com.livemargs.whatsapp.events.web.AnyHostConnector;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphSettings.class)
class FetchConfiguration {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int MOST_CONNECTIONS = 512;

  /** Longest silence of the other side; a large file may take as long as it needs. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  @Bean(destroyMethod = "dispose")
  ConnectionProvider mediaConnections() {
    return ConnectionProvider.builder("media")
        .maxConnections(MOST_CONNECTIONS)
        .maxIdleTime(Duration.ofSeconds(20))
        .build();
  }

  @Bean
  GraphLookup mediaGraphLookup(GraphSettings settings, ConnectionProvider mediaConnections) {
    return new GraphLookup(client(settings, mediaConnections), settings);
  }

  @Bean
  Dependency mediaGraphDependency(GraphSettings settings, ConnectionProvider mediaConnections) {
    return new Dependency(
        "graph", new TokenCheck(client(settings, mediaConnections), settings).check());
  }

  @Bean
  Download mediaDownload(
      GraphSettings settings, AllowedHosts hosts, ConnectionProvider mediaConnections) {
    return new Download(client(settings, mediaConnections), hosts);
  }

  // Redirects are never followed by the client: it would show the token to whoever they name.
  private static WebClient client(GraphSettings settings, ConnectionProvider connections) {
    HttpClient http =
        HttpClient.create(connections)
            .followRedirect(false)
            .compress(false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(IDLE);
    return WebClient.builder()
        .clientConnector(new AnyHostConnector(http))
        .defaultHeaders(headers -> headers.setBearerAuth(settings.accessToken()))
        .build();
  }
}
