package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Records that were put aside, on the command line. */
class LetterCommandTest {

  private static final String REPORT =
      """
      {"dryRun":%s,"id":"r","done":1,"refused":%d,"more":false,"refusals":[
        {"topic":"t.g.dlt","partition":1,"offset":9,"why":"It is gone."}],"letters":[
        {"topic":"t.g.dlt","partition":1,"offset":7,"time":1700000000000,"state":"OPEN",
         "attempts":1,"key":"41:***78","reason":"NotJsonException"}]}
      """;

  private final Terminal terminal = new Terminal();

  @Test
  void aReplayIsADryRunUntilYes() {
    try (Answering service = new Answering(200, REPORT.formatted("true", 0))) {
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
    try (Answering service = new Answering(200, REPORT.formatted("false", 2))) {
      assertThat(terminal.run(service, "quarantine", "replay", "--yes")).isEqualTo(4);
      assertThat(terminal.out()).contains("2 refused", "t.g.dlt 1 9: It is gone.");
    }
  }

  @Test
  void jsonIsTheServicesAnswerAndNothingElse() {
    try (Answering service = new Answering(200, REPORT.formatted("true", 0))) {
      terminal.run(service, "--json", "dead-letters", "replay");

      assertThat(Service.JSON.readTree(terminal.out()))
          .isEqualTo(Service.JSON.readTree(REPORT.formatted("true", 0)));
    }
  }
}
