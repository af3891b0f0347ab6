package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Files, on the command line. */
class MediaCommandTest {

  private final Terminal terminal = new Terminal();

  @Test
  void filesAreFetchedAgainOnlyWithYes() {
    String report =
        """
        {"dryRun":true,"done":3,"more":true,"files":[
          {"state":"unavailable","reason":"expired","files":3,"oldestTime":1700000000000}]}
        """;
    try (Answering service = new Answering(200, report)) {
      assertThat(terminal.run(service, "media", "requeue", "--reason", "expired", "--from", "5"))
          .isZero();
      assertThat(terminal.run(service, "media", "requeue", "--limit", "7", "--yes")).isZero();

      assertThat(service.asked)
          .containsExactly(
              "POST /media/requeue {\"reason\":\"expired\",\"from\":\"5\",\"dryRun\":true}",
              "POST /media/requeue {\"limit\":7,\"dryRun\":false}");
      assertThat(service.keys).containsOnly("the-admin-key");
      assertThat(terminal.out())
          .contains("3 would be fetched", "expired", "2023-11-14T22:13:20Z", "There are more");
    }
  }

  @Test
  void filesAboveTheLimitAreLeft() {
    String report = "{\"dryRun\":false,\"done\":100,\"more\":true,\"files\":[]}";
    try (Answering service = new Answering(200, report)) {
      assertThat(terminal.run(service, "media", "requeue", "--yes")).isEqualTo(4);
      assertThat(terminal.out()).contains("100 are fetched now", "There are more");
    }
  }
}
