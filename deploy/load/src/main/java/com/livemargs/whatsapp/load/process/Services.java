package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Services from their executable jars, each a JVM with 256 MiB of heap, as in their images. */
public final class Services implements AutoCloseable {

  /** What signs webhooks. */
  public static final String SECRET = "the-app-secret-of-the-load";

  private static final String HEAP = "256m";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  // A consumer holds its last batch until it has asked for the next.
  private static final Duration REST = Duration.ofSeconds(2);

  private final Path root;
  private final Cores cores;
  private final Path logs;
  private final Map<Service, Child> running = new EnumMap<>(Service.class);
  private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * None yet.
   *
   * @param root the checkout that holds the jars
   */
  public Services(Path root, Cores cores, Path logs) {
    this.root = root;
    this.cores = cores;
    this.logs = logs;
  }

  /** Starts these and returns once all are ready. */
  public Services start(Collection<Service> wanted, Map<String, String> settings) {
    wanted.forEach(service -> launch(service, settings));
    wanted.forEach(service -> awaitReady(service));
    return this;
  }

  private void launch(Service service, Map<String, String> settings) {
    int port = Ports.free();
    Map<String, String> all = new HashMap<>(common());
    all.putAll(settings);
    all.put("SERVER_PORT", String.valueOf(port));
    all.put("MANAGEMENT_PORT", String.valueOf(Ports.free()));
    List<String> more = new ArrayList<>(extra());
    more.add("-jar");
    more.add(root.resolve(service.module() + "/target/" + service.module() + ".jar").toString());
    List<String> command = cores.keeping(Child.java(HEAP, more));
    List<String> placed = service == Service.INGRESS ? command : Child.yielding(command);
    ports.put(service, port);
    running.put(service, Child.start(service.module(), placed, all, logs));
  }

  // For a profile: -XX:+FlightRecorder… of the caller's.
  private static List<String> extra() {
    String options = System.getenv().getOrDefault("LOAD_JVM_OPTIONS", "");
    return options.isBlank() ? List.of() : List.of(options.split(" "));
  }

  private static Map<String, String> common() {
    return Map.of(
        "WHATSAPP_APP_SECRET", SECRET,
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN", "the-verify-token-of-the-load",
        "WHATSAPP_ACCESS_TOKEN", "the-access-token-of-the-load",
        "WHATSAPP_PHONE_NUMBER_ID", "412906551877340",
        "WHATSAPP_API_KEYS", "the-api-key-of-the-load",
        "INTERNAL_API_KEY", "the-internal-key-of-the-load",
        "MEDIA_URL_SECRET", "the-media-secret-of-the-load",
        "WHATSAPP_GRAPH_URL", "http://127.0.0.1:9");
  }

  private void awaitReady(Service service) {
    Child child = child(service);
    Ports.await(
        service + " is ready",
        PATIENCE,
        () -> {
          child.requireAlive();
          return answers(service);
        });
  }

  private boolean answers(Service service) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port(service) + "/actuator/health/readiness");
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it listens. */
  public int port(Service service) {
    return java.util.Objects.requireNonNull(ports.get(service));
  }

  /** Its process. */
  public Child child(Service service) {
    return java.util.Objects.requireNonNull(running.get(service));
  }

  /** What each used so far. */
  public Map<String, Usage> usage() {
    Map<String, Usage> usage = new java.util.LinkedHashMap<>();
    running.forEach((service, child) -> usage.put(service.module(), child.usage()));
    return usage;
  }

  /** Heap in use after a rest and a full collection, MiB. */
  public Map<String, Long> heapAfterCollection() {
    Ports.pause(REST);
    Map<String, Long> heap = new java.util.LinkedHashMap<>();
    running.forEach((service, child) -> heap.put(service.module(), Heap.afterCollection(child)));
    return heap;
  }

  @Override
  public void close() {
    running.values().parallelStream().forEach(Child::close);
  }
}
