package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command: exit codes, and what is said of a failure. */
class ControlTest {

  private static final String ID = "6a1c3c9e-2f62-4a3b-8f55-0c8d2e1f9a77";

  private final Terminal terminal = new Terminal();

  @Test
  void aProblemIsShownAndEndsWithOne() {
    String problem = "{\"title\":\"Not an operator\",\"detail\":\"Send an admin key.\"}";
    try (Answering service = new Answering(401, problem)) {
      assertThat(terminal.run(service, "dead-letters")).isEqualTo(1);
      assertThat(terminal.err()).contains("401 Not an operator: Send an admin key.");
    }
  }

  @Test
  void nobodyThereEndsWithThree() {
    Answering gone = new Answering(200, "[]");
    gone.close();
    assertThat(terminal.run(gone, "dead-letters")).isEqualTo(3);
    assertThat(terminal.err()).contains("Nothing answers at " + gone.url());
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
      assertThat(terminal.run(service, line.split(" "))).isEqualTo(2);
      assertThat(service.asked).isEmpty();
    }
  }
}
