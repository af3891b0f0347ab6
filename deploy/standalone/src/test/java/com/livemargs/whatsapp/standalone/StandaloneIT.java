package com.livemargs.whatsapp.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.standalone.server.Leftover;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import com.livemargs.whatsapp.testkit.Machine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  @TempDir Path folder;

  @Test
  void startsStopsAndStartsAgainWithTheSameSecrets() throws IOException {
    try (var house = new StandaloneFixture(folder).start()) {
      var key = house.apiKey();
      assertThat(readiness(house)).isEqualTo(200);
      assertThat(house.page()).anyMatch(line -> line.startsWith("PostgreSQL: real"));
      assertThat(house.page()).noneMatch(line -> line.contains(key));

      house.stop();
      assertThatThrownBy(() -> readiness(house)).isInstanceOf(ConnectException.class);

      house.start();
      assertThat(readiness(house)).isEqualTo(200);
      assertThat(house.apiKey()).isEqualTo(key);
    }
  }

  @Test
  void portsInARowAndATakenOneThatNobodyAskedForAreNoHindrance() throws Exception {
    var first = IntStream.iterate(26_000, from -> from + 10).filter(this::isARow).findFirst();
    var http = first.orElseThrow() + 1;
    try (var holder = new ServerSocket(http + 1_000, 1, InetAddress.getLoopbackAddress());
        var house = new StandaloneFixture(folder)) {
      var next = first.orElseThrow();
      for (var name : List.of("KAFKA_PORT", "HTTP_PORT", "POSTGRES_PORT", "MONGODB_PORT")) {
        house.with(name, String.valueOf(next++));
      }
      house.with("LIVEKIT_PORT", String.valueOf(next++));
      house.with("SIMULATOR_PORT", String.valueOf(next)).with("MANAGEMENT_PORT", "");

      house.start();

      assertThat(readiness(house)).isEqualTo(200);
      assertThat(house.page())
          .anyMatch(line -> line.matches("Operate: .*:" + (holder.getLocalPort() + 1) + " .*"));
    }
  }

  @Test
  void aDatabaseThatEndsBeforeAllIsReadyIsTold() {
    try (var house = new StandaloneFixture(folder)) {
      // It waits for such brokers without end, and must not do so where ends of processes are told.
      house.with("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Machine.freePort());
      Thread.ofPlatform().daemon().start(house::start);
      await().ignoreExceptions().until(() -> readiness(house) == 503);

      var postmaster = Leftover.pid(folder.resolve("postgres/postmaster.pid"));
      postmaster.flatMap(ProcessHandle::of).orElseThrow().destroyForcibly();

      await().until(() -> house.ended().stream().anyMatch(it -> it.startsWith("PostgreSQL ended")));
    }
  }

  private static int readiness(StandaloneFixture house) throws IOException {
    var probe = house.url().resolve("/actuator/health/readiness").toURL();
    return ((HttpURLConnection) probe.openConnection()).getResponseCode();
  }

  private boolean isARow(int first) {
    return IntStream.range(first, first + 9)
        .allMatch(port -> Machine.claim(port) && Machine.claim(port + 1_000));
  }

  @Test
  void takenHttpPortIsRefusedInOneSentenceAndNothingIsLeftRunning() throws Exception {
    try (var house = new StandaloneFixture(folder);
        var holder =
            new ServerSocket(house.port("HTTP_PORT"), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(house::start)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("Port " + holder.getLocalPort())
          .hasMessageContaining("HTTP_PORT");
    }

    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }
}
