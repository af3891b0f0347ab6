package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Consumer groups, on the command line. */
class ConsumersCommandTest {

  private static final String GROUP =
      """
      {"group":"persistence-mongodb","state":"PAUSED","partitions":0,"pausedAt":1700000000000,
       "lasts":"Until it is resumed or this process ends."}
      """;
  private static final String GROUPS =
      "["
          + GROUP
          + ",{\"group\":\"persistence-postgres\",\"state\":\"RUNNING\",\"partitions\":12}]";

  private final Terminal terminal = new Terminal();

  @Test
  void consumersOfAllAddressesAreShownAndOneThatIsAwayIsTold() {
    Answering gone = new Answering(200, "[]");
    try (Answering one = new Answering(200, GROUPS);
        Answering other = new Answering(200, "[]")) {
      gone.close();
      String urls = String.join(",", gone.url(), one.url(), other.url());
      assertThat(terminal.run(one, "consumers", "--url", urls)).isEqualTo(3);

      assertThat(terminal.out()).contains(one.url(), "persistence-mongodb", "PAUSED", "resumed");
      assertThat(terminal.err()).contains("Nothing answers at " + gone.url());
      assertThat(other.asked).containsExactly("GET /consumers ");
    }
  }

  @Test
  void aProcessThatHangsKeepsNobodyFromTheOthers() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Answering other = new Answering(200, GROUPS)) {
      String hanging = "http://127.0.0.1:" + silent.getLocalPort();
      Terminal hurried = Terminal.thatWaits(Duration.ofMillis(200));

      assertThat(hurried.run(other, "consumers", "--url", hanging + "," + other.url()))
          .isEqualTo(3);

      assertThat(hurried.out()).contains("persistence-mongodb");
      assertThat(hurried.err()).contains(hanging + " took the question and has not answered");
    }
  }

  @Test
  void whatWouldBeDoneIsToldBesideTheJson() {
    try (Answering one = new Answering(200, GROUPS)) {
      String[] order = {"consumers", "pause", "persistence-mongodb", "--json"};
      assertThat(terminal.run(one, order)).isZero();

      assertThat(Service.JSON.readTree(terminal.out()).findValuesAsString("group"))
          .containsExactly("persistence-mongodb");
      assertThat(terminal.err()).contains("--yes does it");
    }
  }

  @Test
  void aGroupIsPausedWhereItRunsAndOnlyWithYes() {
    try (Answering one = new Answering(200, GROUPS, GROUPS, GROUP);
        Answering other = new Answering(200, "[]")) {
      String urls = one.url() + "," + other.url();
      String[] order = {"consumers", "pause", "persistence-mongodb", "--url", urls};
      assertThat(terminal.run(one, order)).isZero();
      assertThat(one.asked).containsExactly("GET /consumers ");

      assertThat(
              terminal.run(
                  one, Stream.concat(Stream.of(order), Stream.of("--yes")).toArray(String[]::new)))
          .isZero();

      assertThat(one.asked.getLast()).isEqualTo("POST /consumers/persistence-mongodb/pause []");
      assertThat(other.asked).containsOnly("GET /consumers ");
      assertThat(terminal.run(one, "consumers", "resume", "nobody", "--yes")).isEqualTo(1);
    }
  }
}
