package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

  private static final String ID = "6a1c3c9e-2f62-4a3b-8f55-0c8d2e1f9a77";
  private static final String REPORT =
      """
      {"dryRun":%s,"id":"r","done":1,"refused":%d,"more":false,"letters":[
        {"topic":"t.g.dlt","partition":1,"offset":7,"time":1700000000000,"state":"OPEN",
         "attempts":1,"key":"41:***78","reason":"NotJsonException"}]}
      """;

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
  void whatStillHasNoPlaceToGoIsToldByTheExitCode() {
    try (Answering service = new Answering(200, REPORT.formatted("false", 2))) {
      assertThat(run(service, "quarantine", "replay", "--yes")).isEqualTo(4);
      assertThat(out.toString()).contains("2 still have no place to go");
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
