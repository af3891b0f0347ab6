package com.livemargs.whatsapp.processes;

import static com.livemargs.whatsapp.testkit.Program.INGRESS;
import static com.livemargs.whatsapp.testkit.Program.LIVEKIT;
import static com.livemargs.whatsapp.testkit.Program.MEDIA;
import static com.livemargs.whatsapp.testkit.Program.OUTBOUND;
import static com.livemargs.whatsapp.testkit.Program.PERSISTENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.Program;
import com.livemargs.whatsapp.testkit.RealParts;
import com.livemargs.whatsapp.testkit.SignedWebhook;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/**
 * Services that may do in Kafka what the manual lists, and nothing else; what they do all day the
 * other tests of {@link Deployment} show.
 */
class LeastRightsIT {

  private static final String NO_JSON = "not JSON at all";
  private static final String STATUS =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"318840057731126","changes":[
      {"field":"messages","value":{"messaging_product":"whatsapp",
      "metadata":{"display_phone_number":"49305501188","phone_number_id":"412906551877340"},
      "statuses":[{"id":"wamid.of-nobody","status":"sent","timestamp":"1764280000",
      "recipient_id":"4915550400001"}]}}]}]}\
      """;

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIA, whatsapp.messages, media-fetcher",
    "PERSISTENCE, whatsapp.messages, persistence-postgres",
    "PERSISTENCE, whatsapp.messages, persistence-mongodb",
    "PERSISTENCE, whatsapp.identities, persistence-mongodb",
    "LIVEKIT, whatsapp.outbound.results, livekit-bridge",
    "OUTBOUND, whatsapp.outbound, outbound-sender"
  })
  void whatAGroupPutsAsideIsBroughtBackByAnOperatorOfItsService(
      Program program, String topic, String group) {
    if (program == LIVEKIT) {
      RealParts.liveKit();
    }
    String letters = Topics.deadLetter(topic, group);
    deployment.servers().kafka().produce(topic, "rights", NO_JSON);
    await().until(() -> counts(program, "/dead-letters", letters).path("open").asLong() > 0);

    JsonNode report =
        order(program, "/dead-letters/replay", "{\"topic\":\"%s\",\"dryRun\":false}", letters);

    assertThat(report.path("done").asLong()).isPositive();
    await()
        .untilAsserted(
            () -> {
              JsonNode counts = counts(program, "/dead-letters", letters);
              assertThat(counts.path("replayed").asLong()).isPositive();
              assertThat(counts.path("open").asLong()).isPositive();
            });
  }

  @Test
  void quarantineIsReadAndHandledAtTheIngress() {
    deployment.servers().kafka().produce(Topics.QUARANTINE, "rights", NO_JSON);

    JsonNode report =
        order(
            INGRESS,
            "/quarantine/discard",
            "{\"topic\":\"%s\",\"dryRun\":false,\"why\":\"a test\"}",
            Topics.QUARANTINE);

    assertThat(report.path("done").asLong()).isPositive();
    assertThat(counts(INGRESS, "/quarantine", Topics.QUARANTINE).path("open").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"postgresql", "mongodb"})
  void aStoreIsRebuiltAndComparedFromTheLog(String store) {
    OperatorHttp writer = deployment.operator(PERSISTENCE);
    String id = "rights-" + store;
    writer.post("/rebuild", "{\"store\":\"%s\",\"id\":\"%s\"}".formatted(store, id));

    await()
        .untilAsserted(
            () ->
                assertThat(OperatorHttp.json(writer.get("/rebuild")).valueStream())
                    .anyMatch(
                        one ->
                            one.path("id").asString().equals(id)
                                && one.path("state").asString().equals("DONE")));
    // It is refused for as long as the service compares by its own clock.
    await().until(() -> writer.post("/reconcile?fix=true", "").statusCode() == 200);
  }

  @ParameterizedTest
  @FieldSource("com.livemargs.whatsapp.testkit.Program#SERVICES")
  void onlyTopicsOfOthersAreHidden(Program program) {
    Set<String> own = LeastRights.withOperators().topics(program);
    Set<String> others = new HashSet<>(Topics.ALL);
    others.removeAll(own);

    await().untilAsserted(() -> assertThat(hidden(program)).containsAll(others));
    assertThat(hidden(program)).doesNotContainAnyElementsOf(own);
  }

  private static List<String> hidden(Program program) {
    return Pattern.compile("neither shows these topics.*topics=\"\\[(.*?)]\"")
        .matcher(deployment.first(program).output())
        .results()
        .flatMap(line -> List.of(line.group(1).split(", ")).stream())
        .toList();
  }

  @Test
  void anIngressThatMayNotWriteATopicPromisesNothing() {
    AclBinding right =
        LeastRights.rule(INGRESS, LeastRights.topic(Topics.STATUSES), AclOperation.WRITE);

    without(right, () -> await().untilAsserted(() -> assertThat(webhook(STATUS)).isEqualTo(503)));

    await().untilAsserted(() -> assertThat(webhook(STATUS)).isEqualTo(200));
  }

  private static int webhook(String body) {
    String signature = SignedWebhook.sign("the-app-secret-of-these-tests", body);
    return Web.post(
            deployment.first(INGRESS).url("/whatsapp/webhook"),
            body.getBytes(UTF_8),
            SignedWebhook.HEADER,
            signature)
        .status();
  }

  @Test
  void aGroupThatMayNotReadIsHeldUpAndGoesOnByItself() {
    AclBinding right =
        LeastRights.rule(MEDIA, LeastRights.group("media-fetcher"), AclOperation.READ);

    without(
        right,
        () -> {
          await().until(() -> paused("media-fetcher") == 1);
          await()
              .until(() -> deployment.first(MEDIA).output().contains("Kafka refuses this group"));
        });

    deployment.customersWrite(List.of(Map.of("phone", "+4915550400002", "text", "rights: again")));
    await().until(() -> paused("media-fetcher") == 0);
  }

  private static double paused(String group) {
    String metrics =
        new String(Web.get(deployment.first(MEDIA).url("/actuator/prometheus")).body(), UTF_8);
    return metrics
        .lines()
        .filter(line -> line.startsWith("whatsapp_consumer_paused{"))
        .filter(line -> line.contains(group) && line.contains("outage"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void anOperatorIsToldWhatKafkaRefuses() {
    String letters = Topics.deadLetter(Topics.STATUSES, "outbound-sender");
    deployment.servers().kafka().produce(letters, "rights", NO_JSON);
    AclBinding right = LeastRights.rule(OUTBOUND, LeastRights.topic(letters), AclOperation.READ);
    String path = "/dead-letters/records?topic=" + letters;

    without(
        right,
        () ->
            await()
                .untilAsserted(
                    () ->
                        assertThat(deployment.operator(OUTBOUND).get(path).body())
                            .contains("Kafka does not let this service")));

    await().until(() -> deployment.operator(OUTBOUND).get(path).statusCode() == 200);
  }

  private static void without(AclBinding right, Runnable claim) {
    String servers = deployment.servers().kafka().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      assertThat(admin.deleteAcls(List.of(right.toFilter())).all().get()).isNotEmpty();
      try {
        claim.run();
      } finally {
        admin.createAcls(List.of(right)).all().get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode order(Program program, String path, String order, String topic) {
    var answer = deployment.operator(program).post(path, order.formatted(topic));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }

  private static JsonNode counts(Program program, String path, String topic) {
    return OperatorHttp.json(deployment.operator(program).get(path))
        .valueStream()
        .filter(count -> count.path("topic").asString().equals(topic))
        .findFirst()
        .orElseThrow();
  }
}
