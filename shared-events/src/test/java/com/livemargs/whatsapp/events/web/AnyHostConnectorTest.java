package com.livemargs.whatsapp.events.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyHostConnectorTest {

  private DisposableServer server;

  @BeforeAll
  void start() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    response.sendString(
                        Mono.just(request.requestHeaders().get("Host") + request.uri())))
            .bindNow();
  }

  @AfterAll
  void stop() {
    server.disposeNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_service", "my-service"})
  void containerIsReachedByItsName(String host) {
    WebClient client =
        WebClient.builder()
            .clientConnector(new AnyHostConnector(HttpClient.create().resolver(new Loopback())))
            .build();
    String asked = host + ":" + server.port() + "/a%20b?c=%26";

    String answer =
        client.get().uri(URI.create("http://" + asked)).retrieve().bodyToMono(String.class).block();

    assertThat(answer).isEqualTo(asked);
  }

  /** Finds every name here, as the names of containers are found by those beside them. */
  private static final class Loopback extends AddressResolverGroup<InetSocketAddress> {

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String name, Promise<InetAddress> found) {
          found.setSuccess(InetAddress.getLoopbackAddress());
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> found) {
          found.setSuccess(List.of(InetAddress.getLoopbackAddress()));
        }
      }.asAddressResolver();
    }
  }
}
