package com.livemargs.whatsapp.processes;

import static com.livemargs.whatsapp.testkit.Program.INGRESS;
import static com.livemargs.whatsapp.testkit.Program.MEDIA;
import static com.livemargs.whatsapp.testkit.Program.OUTBOUND;
import static com.livemargs.whatsapp.testkit.Program.PERSISTENCE;
import static com.livemargs.whatsapp.testkit.Program.SIMULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The five services and the simulator, each a process, on servers of their own. */
final class Deployment {

  private static final String[] WITH_KEY = {"X-API-Key", Servers.API_KEY};

  private static @Nullable Deployment shared;

  private final Servers servers = new Servers(LeastRights.withOperators());
  private final Map<String, String> common = new HashMap<>();
  private final Map<Program, ServiceProcess> processes = new EnumMap<>(Program.class);
  private final Map<Program, OperatorHttp> operators = new EnumMap<>(Program.class);

  /** The deployment of this JVM, started at the first call; it ends with the JVM. */
  static synchronized Deployment shared() {
    if (shared == null) {
      var starting = new Deployment();
      starting.start();
      shared = starting;
    }
    return shared;
  }

  private void start() {
    Stream.concat(Program.SERVICES.stream(), Stream.of(SIMULATOR))
        .parallel()
        .forEach(ServiceProcess::prepared);
    common.put("MEDIA_DIR", mediaFolder().toString());
    common.put("WHATSAPP_ADMIN_KEYS", OperatorHttp.KEY);
    common.put("MEDIA_URL_SECRET", "the-media-secret-of-these-tests");
    // The broker notices a killed member after this; its own default is 45 s.
    common.put("SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", "6000");
    common.put("SPRING_KAFKA_CONSUMER_PROPERTIES_HEARTBEAT_INTERVAL_MS", "500");
    common.put("TOPIC_PARTITIONS", "4");
    common.putAll(Servers.liveKit());
    var ingress = launch(INGRESS, Map.of());
    String webhook = ingress.url("/whatsapp/webhook").toString();
    var simulator = launch(SIMULATOR, Map.of("SIMULATOR_WEBHOOK_URL", webhook));
    common.put("WHATSAPP_GRAPH_URL", simulator.url("").toString());
    var persistence = launch(PERSISTENCE, Map.of());
    common.put("READ_API_URL", persistence.url("").toString());
    List.of(MEDIA, Program.LIVEKIT, OUTBOUND).forEach(program -> launch(program, Map.of()));
    processes.values().forEach(ServiceProcess::awaitReady);
  }

  private static Path mediaFolder() {
    try {
      Path target = Files.createDirectories(Path.of("target", "processes").toAbsolutePath());
      return Files.createTempDirectory(target, "media-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ServiceProcess launch(Program program, Map<String, String> more) {
    Map<String, String> settings = servers.everything();
    settings.putAll(common);
    settings.putAll(servers.login(program));
    settings.putAll(more);
    int managementPort = ServiceProcess.nextPort();
    settings.put("MANAGEMENT_PORT", String.valueOf(managementPort));
    var process = ServiceProcess.start(program, settings);
    processes.putIfAbsent(program, process);
    operators.putIfAbsent(program, new OperatorHttp(managementPort, OperatorHttp.KEY));
    return process;
  }

  /** Starts one more instance of a service, with the settings that the first one has. */
  ServiceProcess another(Program program) {
    return launch(program, Map.of());
  }

  ServiceProcess first(Program program) {
    return processes.get(program);
  }

  /** An operator at the first instance of a service. */
  OperatorHttp operator(Program program) {
    return operators.get(program);
  }

  Servers servers() {
    return servers;
  }

  Stores stores() {
    return servers.stores();
  }

  /** One webhook in which customers say this; it comes again by itself when it is answered 503. */
  List<String> customersWrite(List<? extends Map<String, ?>> messages) {
    var url = first(SIMULATOR).url("/simulator/customers/batch?wait=true");
    JsonNode receipt = Web.post(url, messages).json();
    assertThat(receipt.path("answers").path(0).asInt()).isIn(200, 503);
    return receipt.path("messageIds").valueStream().map(JsonNode::asString).toList();
  }

  /** The answer to a send, asked for with its key until it is no longer open. */
  JsonNode sent(String idempotencyKey, String phone, String text) {
    return await()
        .until(
            () -> send(first(OUTBOUND), idempotencyKey, phone, text),
            answer -> answer.status() != 202)
        .json();
  }

  /** Sends by way of an instance of the sender, which a repetition with the same key only asks. */
  Web.Answer send(ServiceProcess sender, String idempotencyKey, String phone, String text) {
    return Web.post(
        sender.url("/whatsapp/send"),
        Map.of("phoneNumber", phone, "text", text),
        "X-API-Key",
        Servers.API_KEY,
        "Idempotency-Key",
        idempotencyKey);
  }

  /** Texts that Meta's twin has accepted and that begin so, sorted, repeated ones repeated. */
  List<String> acceptedTexts(String prefix) {
    JsonNode ledger = Web.get(first(SIMULATOR).url("/simulator/ledger/sends")).json();
    return ledger
        .path("items")
        .valueStream()
        .map(send -> send.path("body").path("text").path("body").asString(""))
        .filter(text -> text.startsWith(prefix))
        .sorted()
        .toList();
  }

  /** The conversation as the read API tells it, oldest first. */
  List<JsonNode> conversation(String phone) {
    var url = first(PERSISTENCE).url("/whatsapp/messages/" + phone);
    return Web.get(url, WITH_KEY).json().valueStream().toList();
  }

  /** A file as the media fetcher serves it. */
  Web.Answer file(String mediaUrl) {
    return Web.get(first(MEDIA).url(mediaUrl), WITH_KEY);
  }
}
