package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that were put aside, on the command line. */
class LetterCommandTest {

  private static final String REPORT =
      """
      {"dryRun":%s,"id":"r","done":1,"refused":%d,"more":%s,"refusals":[
        {"topic":"t.g.dlt","partition":1,"offset":9,"why":"It is gone."}],"letters":[
        {"topic":"t.g.dlt","partition":1,"offset":7,"time":1700000000000,"state":"OPEN",
         "attempts":1,"key":"41:***78","reason":"NotJsonException"}]}
      """;

  private final Terminal terminal = new Terminal();

  private static String report(boolean dryRun, int refused, boolean more) {
    return REPORT.formatted(dryRun, refused, more);
  }

  @Test
  void aReplayIsADryRunUntilYes() {
    try (Answering service = new Answering(200, report(true, 0, false))) {
      assertThat(terminal.run(service, "dead-letters", "replay", "--reason", "json")).isZero();
      assertThat(terminal.run(service, "dead-letters", "replay", "--reason", "json", "--yes"))
          .isZero();

      assertThat(service.asked)
          .containsExactly(
              "POST /dead-letters/replay {\"reason\":\"json\",\"dryRun\":true}",
              "POST /dead-letters/replay {\"reason\":\"json\",\"dryRun\":false}");
      assertThat(terminal.out()).contains("1 would be replayed", "2023-11-14T22:13:20Z", "t.g.dlt");
    }
  }

  @Test
  void whatIsRefusedIsToldWithItsReasonAndByTheExitCode() {
    try (Answering service = new Answering(200, report(false, 2, false))) {
      assertThat(terminal.run(service, "quarantine", "replay", "--yes")).isEqualTo(4);
      assertThat(terminal.out()).contains("2 refused", "t.g.dlt 1 9: It is gone.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "discard --why no"})
  void whatIsAboveTheLimitIsLeft(String what) {
    String[] line = ("dead-letters " + what + " --yes").split(" ");
    try (Answering service = new Answering(200, report(false, 0, true))) {
      assertThat(terminal.run(service, line)).isEqualTo(4);
      assertThat(terminal.out()).contains("There are more");
    }
  }

  @Test
  void whatIsOnlyToldLeavesNothing() {
    try (Answering service = new Answering(200, report(true, 0, true))) {
      assertThat(terminal.run(service, "dead-letters", "replay")).isZero();
      assertThat(terminal.out()).contains("There are more");
    }
  }

  @Test
  void jsonIsTheServicesAnswerAndNothingElse() {
    try (Answering service = new Answering(200, report(true, 0, false))) {
      terminal.run(service, "--json", "dead-letters", "replay");

      assertThat(Service.JSON.readTree(terminal.out()))
          .isEqualTo(Service.JSON.readTree(report(true, 0, false)));
    }
  }
}
