package com.livemargs.whatsapp.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.standalone.server.Knock;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  @TempDir Path folder;

  @Test
  void startsStopsAndStartsAgainWithTheSameSecrets() {
    try (var house = new StandaloneFixture(folder).start()) {
      var key = house.apiKey();
      assertThat(Knock.answers(house.url().resolve("/actuator/health/readiness"))).isTrue();
      assertThat(house.page()).anyMatch(line -> line.startsWith("PostgreSQL: real"));
      assertThat(house.page()).noneMatch(line -> line.contains(key));

      house.stop();
      assertThat(Knock.answers(house.url().resolve("/actuator/health/readiness"))).isFalse();

      house.start();
      assertThat(Knock.answers(house.url().resolve("/actuator/health/readiness"))).isTrue();
      assertThat(house.apiKey()).isEqualTo(key);
    }
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
