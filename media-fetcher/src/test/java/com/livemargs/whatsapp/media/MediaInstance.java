package com.livemargs.whatsapp.media;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.operate.OperatorServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.OwnLoops;
import com.livemargs.whatsapp.testkit.RouteScan;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One running media fetcher on a port of its own. */
record MediaInstance(ConfigurableApplicationContext context) implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static MediaInstance start(
      String kafka, String database, FakeGraph graph, Path directory, String... more) {
    String[] settings = {
      "SERVER_PORT=0",
      "KAFKA_BOOTSTRAP_SERVERS=" + kafka,
      "POSTGRES_URL=" + database,
      "WHATSAPP_GRAPH_URL=" + graph.url(),
      "WHATSAPP_ACCESS_TOKEN=" + FakeGraph.TOKEN,
      "WHATSAPP_API_KEYS=" + MediaStack.API_KEY + "," + RouteScan.KEYS,
      "MEDIA_URL_SECRET=" + MediaStack.LINK_SECRET,
      "MEDIA_DIR=" + directory,
      "MEDIA_MAX_BYTES_STICKER=1000",
      "MEDIA_RETRY_DELAYS=100ms,200ms",
      "TOPIC_PARTITIONS=2",
      // By heartbeats a member hears that another joins.
      "spring.kafka.consumer.heartbeat-interval=200ms",
      "whatsapp.media.jobs.poll-every=100ms",
      "whatsapp.media.outage.first-pause=100ms",
      "whatsapp.media.files.sweep-every=200ms"
    };
    // Of what is given twice, both would be taken as a list.
    Map<String, String> last =
        Stream.concat(Stream.of(settings), Stream.of(more))
            .collect(toMap(setting -> setting.replaceFirst("=.*", ""), identity(), (a, b) -> b));
    String[] arguments =
        last.values().stream().map(setting -> "--" + setting).toArray(String[]::new);
    return new MediaInstance(
        new SpringApplicationBuilder(MediaApplication.class, OwnLoops.class).run(arguments));
  }

  String url() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** Asks with an API key. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return send(request(path, headers).header("X-API-Key", MediaStack.API_KEY));
  }

  /** Asks with nothing but the headers given. */
  HttpResponse<byte[]> getWithoutKey(String path, String... headers) {
    return send(request(path, headers));
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** How often fetching ended so, as its metrics say. */
  double fetches(String outcome) {
    return context
        .getBean(MeterRegistry.class)
        .counter("whatsapp.media.fetch", "outcome", outcome)
        .count();
  }

  /** For which reasons fetching is paused, as its metrics say. */
  List<String> paused() {
    return context.getBean(MeterRegistry.class).find("whatsapp.media.paused").gauges().stream()
        .filter(gauge -> gauge.value() == 1)
        .map(gauge -> String.valueOf(gauge.getId().getTag("reason")))
        .toList();
  }

  /** Its operators' listener. */
  OperatorHttp operator(String key) {
    return new OperatorHttp(context.getBean(OperatorServer.class).port(), key);
  }

  /** Waits until it takes part in the work. */
  void awaitReady() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> getWithoutKey("/actuator/health/readiness").statusCode() == 200);
  }

  @Override
  public void close() {
    context.close();
  }
}
