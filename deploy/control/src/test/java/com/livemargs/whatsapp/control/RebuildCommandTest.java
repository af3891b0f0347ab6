package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rebuild of a store, on the command line. */
class RebuildCommandTest {

  private final Terminal terminal = new Terminal();

  @Test
  void aRebuildWaitsForYes() {
    try (Answering service = new Answering(200, "{\"id\":\"a\",\"state\":\"RUNNING\"}")) {
      assertThat(terminal.run(service, "rebuild", "mongodb")).isZero();
      assertThat(service.asked).isEmpty();
      assertThat(terminal.run(service, "rebuild", "mongodb", "--yes")).isZero();
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
      assertThat(terminal.run(service, "rebuild")).isEqualTo(code);
      assertThat(terminal.out()).contains(state);
    }
  }

  @Test
  void whatAsksOneServiceTakesOneAddress() {
    try (Answering service = new Answering(200, "[]")) {
      String twice = service.url() + "," + service.url();
      assertThat(terminal.run(service, "rebuild", "--url", twice)).isEqualTo(2);
      assertThat(terminal.err()).contains("Name one address with --url");
      assertThat(service.asked).isEmpty();
    }
  }
}
