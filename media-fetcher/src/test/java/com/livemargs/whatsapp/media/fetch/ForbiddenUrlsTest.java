package com.livemargs.whatsapp.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** Nobody but the hosts that are named is ever connected to, or even looked up by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForbiddenUrlsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SeenConnections connections = new SeenConnections();
  private final AtomicInteger canaryVisits = new AtomicInteger();
  private HttpServer graph;
  private HttpServer canary;
  private Download download;
  private volatile String location = "";

  @BeforeAll
  void start() throws IOException {
    graph = server();
    graph.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
          }
        });
    canary = server();
    canary.createContext("/", exchange -> canaryVisits.incrementAndGet());
    GraphSettings settings =
        new GraphSettings("token", url(), "v26.0", "cdn.example.com", 1_000, Map.of());
    download =
        new FetchConfiguration().mediaDownload(settings, new AllowedHosts(settings), connections);
  }

  @BeforeEach
  void forget() {
    connections.forget();
    canaryVisits.set(0);
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 50);
    server.start();
    return server;
  }

  private String url() {
    return "http://127.0.0.1:" + graph.getAddress().getPort();
  }

  @AfterAll
  void stop() {
    connections.dispose();
    graph.stop(0);
    canary.stop(0);
  }

  @Test
  void aLookUpThatNamesAForbiddenAddressLeadsToNoConnection() throws IOException {
    List<String> forbidden = forbidden();
    assertThat(forbidden).hasSizeGreaterThanOrEqualTo(150);

    for (String url : forbidden) {
      assertThat(refusalOfLookUp(url)).as(url).isInstanceOf(FetchException.class);
    }

    assertThat(connections.seen()).isEmpty();
    assertThat(canaryVisits).hasValue(0);
  }

  @Test
  void aRedirectToAForbiddenAddressIsFollowedNoFurtherThanTheHostItself() throws IOException {
    List<String> forbidden =
        forbidden().stream().filter(one -> one.chars().allMatch(c -> c < 127)).toList();

    for (String url : forbidden) {
      location = url;
      assertThat(failure(download(URI.create(url() + "/x")))).as(url).isNotNull();
    }

    assertThat(connections.seen()).containsOnly("127.0.0.1:" + graph.getAddress().getPort());
    assertThat(canaryVisits).hasValue(0);
  }

  @Test
  void aHostThatIsNamedIsConnectedTo() {
    location = "/once more";

    assertThat(failure(download(URI.create(url() + "/x")))).isInstanceOf(FetchException.class);
    assertThat(connections.seen()).contains("127.0.0.1:" + graph.getAddress().getPort());
  }

  private Throwable refusalOfLookUp(String url) {
    String answer = Json.MAPPER.writeValueAsString(Map.of("url", url, "file_size", 1));
    return failure(
        Mono.fromCallable(() -> MediaLocation.parse(answer.getBytes(UTF_8)))
            .flatMap(at -> download(at.url())));
  }

  @SuppressWarnings("NullAway") // nothing is ever written
  private Mono<Void> download(URI url) {
    return download.transfer(url, null, new Download.Bounds(1_000, () -> false));
  }

  private static Throwable failure(Mono<Void> transfer) {
    return transfer
        .then(Mono.<Throwable>empty())
        .onErrorResume(Mono::just)
        .blockOptional(PATIENCE)
        .orElse(null);
  }

  private List<String> forbidden() throws IOException {
    try (Stream<String> lines =
        new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/forbidden-urls.txt"))
                    .readAllBytes(),
                UTF_8)
            .lines()) {
      return lines
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.replace("$C", "" + canary.getAddress().getPort()))
          .map(line -> line.replace("$G", "" + graph.getAddress().getPort()))
          .toList();
    }
  }
}
