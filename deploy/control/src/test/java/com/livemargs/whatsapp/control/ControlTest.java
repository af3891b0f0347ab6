package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

  private static final String ID = "6a1c3c9e-2f62-4a3b-8f55-0c8d2e1f9a77";
  private static final String REPORT =
      """
      {"dryRun":%s,"id":"r","done":1,"refused":%d,"more":false,"refusals":[
        {"topic":"t.g.dlt","partition":1,"offset":9,"why":"It is gone."}],"letters":[
        {"topic":"t.g.dlt","partition":1,"offset":7,"time":1700000000000,"state":"OPEN",
         "attempts":1,"key":"41:***78","reason":"NotJsonException"}]}
      """;

  private static final String GROUP =
      """
      {"group":"persistence-mongodb","state":"PAUSED","partitions":0,"pausedAt":1700000000000,
       "lasts":"Until it is resumed or this process ends."}
      """;
  private static final String GROUPS =
      "["
          + GROUP
          + ",{\"group\":\"persistence-postgres\",\"state\":\"RUNNING\",\"partitions\":12}]";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aReplayIsADryRunUntilYes() {
    try (Answering service = new Answering(200, REPORT.formatted("true", 0))) {
      assertThat(run(service, "dead-letters", "replay", "--reason", "json")).isZero();
      assertThat(run(service, "dead-letters", "replay", "--reason", "json", "--yes")).isZero();

      assertThat(service.asked)
          .containsExactly(
              "POST /dead-letters/replay {\"reason\":\"json\",\"dryRun\":true}",
              "POST /dead-letters/replay {\"reason\":\"json\",\"dryRun\":false}");
      assertThat(out.toString()).contains("1 would be replayed", "2023-11-14T22:13:20Z", "t.g.dlt");
    }
  }

  @Test
  void whatIsRefusedIsToldWithItsReasonAndByTheExitCode() {
    try (Answering service = new Answering(200, REPORT.formatted("false", 2))) {
      assertThat(run(service, "quarantine", "replay", "--yes")).isEqualTo(4);
      assertThat(out.toString()).contains("2 refused", "t.g.dlt 1 9: It is gone.");
    }
  }

  @Test
  void aProblemIsShownAndEndsWithOne() {
    String problem = "{\"title\":\"Not an operator\",\"detail\":\"Send an admin key.\"}";
    try (Answering service = new Answering(401, problem)) {
      assertThat(run(service, "dead-letters")).isEqualTo(1);
      assertThat(err.toString()).contains("401 Not an operator: Send an admin key.");
    }
  }

  @Test
  void nobodyThereEndsWithThree() {
    Answering gone = new Answering(200, "[]");
    gone.close();
    assertThat(run(gone, "dead-letters")).isEqualTo(3);
    assertThat(err.toString()).contains("Nothing answers at " + gone.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dead-letters discard",
        "outbound",
        "media",
        "outbound resolve " + ID + " --yes",
        "outbound cancel someone --yes",
        "no-such-command"
      })
  void aWrongCommandLineEndsWithTwoAndAsksNothing(String line) {
    try (Answering service = new Answering(200, "[]")) {
      assertThat(run(service, line.split(" "))).isEqualTo(2);
      assertThat(service.asked).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reconcile, POST /reconcile?fix=false []",
    "reconcile --fix, POST /reconcile?fix=false []",
    "reconcile --fix --yes --from 5, POST /reconcile?fix=true&from=5 []"
  })
  void storesAreRepairedOnlyWithFixAndYes(String line, String asked) {
    try (Answering service = new Answering(200, "{\"left\":3}")) {
      assertThat(run(service, line.split(" "))).isEqualTo(4);
      assertThat(service.asked).containsExactly(asked);
    }
  }

  @Test
  void whatBothStoresLostIsShown() {
    try (Answering service = new Answering(200, "{\"missingInBoth\":17,\"left\":17}")) {
      assertThat(run(service, "reconcile")).isEqualTo(4);
      assertThat(out.toString()).contains("MISSING IN BOTH").contains("17");
    }
  }

  @Test
  void aRebuildWaitsForYes() {
    try (Answering service = new Answering(200, "{\"id\":\"a\",\"state\":\"RUNNING\"}")) {
      assertThat(run(service, "rebuild", "mongodb")).isZero();
      assertThat(service.asked).isEmpty();
      assertThat(run(service, "rebuild", "mongodb", "--yes")).isZero();
      assertThat(service.asked).containsExactly("POST /rebuild {\"store\":\"mongodb\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, 3, 0",
    "DONE, 0, 0",
    "DONE, 3, 4",
    "STOPPED, 0, 4",
    "INTERRUPTED, , 4",
    "FAILED, 3, 1"
  })
  void howARebuildStandsIsToldByTheExitCode(String state, Long skipped, int code) {
    String rebuilds =
        "[{\"id\":\"a\",\"state\":\"%s\",\"skipped\":%s},{\"id\":\"b\",\"state\":\"DONE\",\"skipped\":0}]";
    try (Answering service = new Answering(200, rebuilds.formatted(state, skipped))) {
      assertThat(run(service, "rebuild")).isEqualTo(code);
      assertThat(out.toString()).contains(state);
    }
  }

  @ParameterizedTest
  @CsvSource({"unknown, unknown", "queue, pending"})
  void sendsAreListedToTheLastPage(String command, String state) {
    String page = "[{\"messageId\":\"%s\"}]";
    try (Answering service =
        new Answering(200, page.formatted("one"), page.formatted("two"), "[]")) {
      assertThat(run(service, "outbound", command)).isZero();

      assertThat(out.toString()).contains("one", "two");
      assertThat(service.asked)
          .containsExactly(
              "GET /whatsapp/outbound?state=" + state + " ",
              "GET /whatsapp/outbound?state=" + state + "&after=one ",
              "GET /whatsapp/outbound?state=" + state + "&after=two ");
    }
  }

  @Test
  void allPagesAreOneListOfJson() {
    String page = "[{\"messageId\":\"%s\"}]";
    try (Answering service =
        new Answering(200, page.formatted("one"), page.formatted("two"), "[]")) {
      assertThat(run(service, "outbound", "unknown", "--json")).isZero();

      assertThat(Service.JSON.readTree(out.toString()).findValuesAsString("messageId"))
          .containsExactly("one", "two");
    }
  }

  @Test
  void consumersOfAllAddressesAreShownAndOneThatIsAwayIsTold() {
    Answering gone = new Answering(200, "[]");
    gone.close();
    try (Answering one = new Answering(200, GROUPS);
        Answering other = new Answering(200, "[]")) {
      String urls = String.join(",", gone.url(), one.url(), other.url());
      assertThat(run(one, "consumers", "--url", urls)).isEqualTo(3);

      assertThat(out.toString()).contains(one.url(), "persistence-mongodb", "PAUSED", "resumed");
      assertThat(err.toString()).contains("Nothing answers at " + gone.url());
      assertThat(other.asked).containsExactly("GET /consumers ");
    }
  }

  @Test
  void aGroupIsPausedWhereItRunsAndOnlyWithYes() {
    try (Answering one = new Answering(200, GROUPS, GROUPS, GROUP);
        Answering other = new Answering(200, "[]")) {
      String urls = one.url() + "," + other.url();
      String[] order = {"consumers", "pause", "persistence-mongodb", "--url", urls};
      assertThat(run(one, order)).isZero();
      assertThat(one.asked).containsExactly("GET /consumers ");

      assertThat(
              run(one, Stream.concat(Stream.of(order), Stream.of("--yes")).toArray(String[]::new)))
          .isZero();

      assertThat(one.asked.getLast()).isEqualTo("POST /consumers/persistence-mongodb/pause []");
      assertThat(other.asked).containsOnly("GET /consumers ");
      assertThat(run(one, "consumers", "resume", "nobody", "--yes")).isEqualTo(1);
    }
  }

  @Test
  void whatAsksOneServiceTakesOneAddress() {
    try (Answering service = new Answering(200, "[]")) {
      String twice = service.url() + "," + service.url();
      assertThat(run(service, "rebuild", "--url", twice)).isEqualTo(2);
      assertThat(err.toString()).contains("Name one address with --url");
      assertThat(service.asked).isEmpty();
    }
  }

  @Test
  void filesAreFetchedAgainOnlyWithYes() {
    String report =
        """
        {"dryRun":true,"done":3,"more":true,"files":[
          {"state":"unavailable","reason":"expired","files":3,"oldestTime":1700000000000}]}
        """;
    try (Answering service = new Answering(200, report)) {
      assertThat(run(service, "media", "requeue", "--reason", "expired", "--from", "5")).isZero();
      assertThat(run(service, "media", "requeue", "--limit", "7", "--yes")).isZero();

      assertThat(service.asked)
          .containsExactly(
              "POST /media/requeue {\"reason\":\"expired\",\"from\":\"5\",\"dryRun\":true}",
              "POST /media/requeue {\"limit\":7,\"dryRun\":false}");
      assertThat(service.keys).containsOnly("the-admin-key");
      assertThat(out.toString())
          .contains("3 would be fetched", "expired", "2023-11-14T22:13:20Z", "There are more");
    }
  }

  @Test
  void sendsAreLookedAfterWithTheApiKey() {
    try (Answering service = new Answering(200, "{\"messageId\":\"" + ID + "\"}")) {
      run(service, "outbound", "cancel", ID);
      assertThat(service.asked).isEmpty();
      run(service, "outbound", "cancel", ID, "--yes");
      run(service, "outbound", "resolve", ID, "--sent", "wamid.X", "--yes");
      run(service, "outbound", "resend", ID, "--yes");

      assertThat(service.asked).hasSize(3);
      assertThat(service.asked.getFirst()).startsWith("DELETE /whatsapp/outbound/" + ID);
      assertThat(service.asked.get(1)).contains("/resolve", "\"whatsappMessageId\":\"wamid.X\"");
      assertThat(service.keys).containsOnly("the-api-key");
    }
  }

  @Test
  void jsonIsTheServicesAnswerAndNothingElse() {
    try (Answering service = new Answering(200, REPORT.formatted("true", 0))) {
      run(service, "--json", "dead-letters", "replay");

      assertThat(Service.JSON.readTree(out.toString()))
          .isEqualTo(Service.JSON.readTree(REPORT.formatted("true", 0)));
    }
  }

  @Test
  void theKeyComesFromTheSecretsOfTheDataFolder() throws IOException {
    Files.createDirectories(folder.resolve(".data"));
    Files.writeString(
        folder.resolve(".data/secrets.env"), "WHATSAPP_ADMIN_KEYS=sha256:00,the-made-key\n");
    try (Answering service = new Answering(200, "[]")) {
      assertThat(execute(Map.of(), "dead-letters", "--url", service.url())).isZero();
      assertThat(service.keys).containsExactly("the-made-key");
    }
  }

  @Test
  void filesAreReadAsRunReadsThem() throws IOException {
    Files.writeString(folder.resolve(".env"), "export DATA_DIR='elsewhere' # a disk of its own\n");
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(
        folder.resolve("elsewhere/secrets.env"), "WHATSAPP_ADMIN_KEYS=\"the-made-key\"\n");
    try (Answering service = new Answering(200, "[]")) {
      assertThat(execute(Map.of(), "dead-letters", "--url", service.url())).isZero();
      assertThat(service.keys).containsExactly("the-made-key");
    }
  }

  @Test
  void withoutAKeyItSaysWhichVariableToSet() {
    assertThat(execute(Map.of(), "dead-letters")).isEqualTo(2);
    assertThat(err.toString()).contains("WHATSAPP_ADMIN_KEY is not set");
  }

  private int run(Answering service, String... arguments) {
    return execute(
        Map.of(
            "WHATSAPP_ADMIN_KEY",
            "the-admin-key",
            "WHATSAPP_API_KEY",
            "the-api-key",
            "WHATSAPP_ADMIN_URL",
            service.url(),
            "WHATSAPP_URL",
            service.url()),
        arguments);
  }

  private int execute(Map<String, String> environment, String... arguments) {
    return Control.commandLine(new Surroundings(environment, folder))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
