package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of stores, on the command line. */
class ReconcileCommandTest {

  private final Terminal terminal = new Terminal();

  @ParameterizedTest
  @CsvSource({
    "reconcile, POST /reconcile?fix=false []",
    "reconcile --fix, POST /reconcile?fix=false []",
    "reconcile --fix --yes --from 5, POST /reconcile?fix=true&from=5 []"
  })
  void storesAreRepairedOnlyWithFixAndYes(String line, String asked) {
    try (Answering service = new Answering(200, "{\"left\":3}")) {
      assertThat(terminal.run(service, line.split(" "))).isEqualTo(4);
      assertThat(service.asked).containsExactly(asked);
    }
  }

  @Test
  void searchThatStoppedEarlyIsToldAndIsNotTheEnd() {
    try (Answering service = new Answering(200, "{\"left\":0,\"more\":true}")) {
      assertThat(terminal.run(service, "reconcile", "--fix", "--yes")).isEqualTo(4);
      assertThat(terminal.out()).contains("There are more: run it again.");
    }
  }

  @Test
  void whatBothStoresLostIsShown() {
    try (Answering service = new Answering(200, "{\"missingInBoth\":17,\"left\":17}")) {
      assertThat(terminal.run(service, "reconcile")).isEqualTo(4);
      assertThat(terminal.out()).contains("MISSING IN BOTH").contains("17");
    }
  }
}
