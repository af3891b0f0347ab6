package com.livemargs.whatsapp.processes;

import static com.livemargs.whatsapp.testkit.Program.MEDIA;
import static com.livemargs.whatsapp.testkit.Program.OUTBOUND;
import static com.livemargs.whatsapp.testkit.Program.PERSISTENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.testkit.Program;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A second instance of a consumer takes half of the work, and all of it when the other dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstancesShareWorkIT {

  private static final List<String> GROUPS =
      List.of("persistence-postgres", "persistence-mongodb", "media-fetcher", "outbound-sender");
  private static final int CUSTOMERS = 40;
  private static final int IN_ONE_WEBHOOK = 10;

  private static final Map<Program, ServiceProcess> SECONDS = new EnumMap<>(Program.class);
  private static Deployment deployment;
  private static Groups groups;
  private static long asideBefore;

  @BeforeAll
  static void startSecondInstances() throws Exception {
    deployment = Deployment.shared();
    groups = new Groups(deployment.servers().kafka().bootstrapServers());
    // What other tests gave the groups to put aside may still be on its way there.
    await().until(() -> groups.lag() == 0);
    asideBefore = groups.putAside();
    for (Program program : List.of(PERSISTENCE, MEDIA, OUTBOUND)) {
      SECONDS.put(program, deployment.another(program));
    }
    SECONDS.values().forEach(ServiceProcess::awaitReady);
  }

  @AfterAll
  static void stopSecondInstances() {
    SECONDS.values().forEach(ServiceProcess::close);
    groups.close();
  }

  @Test
  @Order(1)
  void bothInstancesHavePartitionsOfEveryGroup() {
    for (String group : GROUPS) {
      soon()
          .untilAsserted(
              () -> assertThat(groups.shares(group)).hasSize(2).allMatch(share -> share > 0));
    }
  }

  @Test
  @Order(2)
  void burstEndsOnceInBothStoresAndEachFileIsFetched() throws Exception {
    List<String> texts = texts("burst", 240);
    write(texts);
    writeFiles("burst file", 20);

    assertStoredOnce("burst ", texts);
    assertFilesStored("burst file", 20);
    assertThat(groups.putAside()).isEqualTo(asideBefore);
  }

  @Test
  @Order(3)
  void sendsOverTwoInstancesAndTheTopicAreAcceptedOnceEach() throws Exception {
    List<String> texts = texts("answer", 80);
    IntStream.range(0, 50)
        .parallel()
        .forEach(i -> sendAtBoth("shared-" + i, phone(i), texts.get(i)));
    IntStream.range(50, 80).forEach(i -> command("command-" + i, phone(i), texts.get(i)));

    soon()
        .untilAsserted(
            () -> assertThat(deployment.acceptedTexts("answer ")).isEqualTo(sorted(texts)));
    assertStoredOnce("answer ", texts);
    assertThat(groups.putAside()).isEqualTo(asideBefore);
  }

  @Test
  @Order(4)
  void killedInstancesLoseNothingAndLeaveNothingTwice() throws Exception {
    List<String> texts = texts("storm", 600);
    writeFiles("storm file", 20);
    var writing = CompletableFuture.runAsync(() -> write(texts));
    soon().until(() -> stores().postgresTexts("whatsapp_messages", "storm ").size() > 100);
    SECONDS.get(PERSISTENCE).kill();
    SECONDS.get(MEDIA).kill();
    writing.join();

    assertStoredOnce("storm ", texts);
    assertFilesStored("storm file", 20);
    assertThat(groups.putAside()).isEqualTo(asideBefore);
  }

  // As a caller does whose first answer got lost on its way.
  private static void sendAtBoth(String key, String phone, String text) {
    Stream.of(deployment.first(OUTBOUND), SECONDS.get(OUTBOUND))
        .parallel()
        .map(sender -> deployment.send(sender, key, phone, text).status())
        .forEach(status -> assertThat(status).isIn(200, 202));
  }

  private static void command(String requestId, String phone, String text) {
    var command =
        Map.of("type", "send-message", "requestId", requestId, "phoneNumber", phone, "text", text);
    // Twice, as a producer that was not told may do.
    for (int copy = 0; copy < 2; copy++) {
      deployment
          .servers()
          .kafka()
          .produce(Topics.OUTBOUND, phone, Json.MAPPER.writeValueAsBytes(command));
    }
  }

  private static List<String> texts(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> what + " " + i).toList();
  }

  private static void write(List<String> texts) {
    inBatches(texts.size(), i -> Map.of("phone", phone(i), "text", texts.get(i)));
  }

  private static void writeFiles(String what, int count) {
    inBatches(count, i -> Map.of("phone", phone(i), "file", file(what + " " + i)));
  }

  private static Map<String, String> file(String name) {
    String content = Base64.getEncoder().encodeToString(("This is " + name).getBytes(UTF_8));
    return Map.of("base64", content, "mimeType", "text/plain", "fileName", name + ".txt");
  }

  private static void inBatches(int count, IntFunction<Map<String, ?>> message) {
    for (int first = 0; first < count; first += IN_ONE_WEBHOOK) {
      int end = Math.min(count, first + IN_ONE_WEBHOOK);
      deployment.customersWrite(IntStream.range(first, end).mapToObj(message).toList());
    }
  }

  private static String phone(int i) {
    return "+49155502000" + (10 + i % CUSTOMERS);
  }

  private static void assertStoredOnce(String prefix, List<String> texts) {
    for (String table : List.of("whatsapp_messages", "chat_messages")) {
      soon()
          .untilAsserted(
              () -> {
                assertThat(stores().postgresTexts(table, prefix)).isEqualTo(sorted(texts));
                assertThat(stores().mongoTexts(table, prefix)).isEqualTo(sorted(texts));
              });
    }
  }

  private static void assertFilesStored(String name, int count) {
    soon()
        .untilAsserted(
            () -> assertThat(stores().storedFiles(name)).hasSize(count).doesNotHaveDuplicates());
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  private static Stores stores() {
    return deployment.stores();
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(250));
  }
}
