package com.livemargs.whatsapp.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.standalone.settings.Ports.Wanted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void takenPortIsNamedWithItsVariableAndLikelyHolder() throws IOException {
    try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var wanted =
          new Wanted("POSTGRES_PORT", "127.0.0.1", holder.getLocalPort(), "another PostgreSQL");

      assertThatThrownBy(() -> Ports.requireFree(List.of(wanted)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("Port " + holder.getLocalPort())
          .hasMessageContaining("POSTGRES_PORT")
          .hasMessageContaining("another PostgreSQL");
    }
  }

  @Test
  void twoSettingsCannotShareAPort() {
    var port = Ports.freeFrom(23_000);

    assertThatThrownBy(
            () ->
                Ports.requireFree(
                    List.of(
                        new Wanted("HTTP_PORT", "127.0.0.1", port, "another web server"),
                        new Wanted("KAFKA_PORT", "127.0.0.1", port, "another Kafka"))))
        .hasMessageContaining("KAFKA_PORT");
  }

  @Test
  void chosenPortsAreNoneOfTheWantedAndAllDiffer() {
    var port = Ports.freeFrom(24_500);
    var next = Ports.freeFrom(port + 1);
    var chosen = new ArrayList<Integer>();

    Ports.requireFree(
        List.of(
            new Wanted("KAFKA_PORT", "127.0.0.1", port, "another Kafka"),
            new Wanted("HTTP_PORT", "127.0.0.1", next, "another web server")),
        freeFrom -> {
          chosen.add(freeFrom.applyAsInt(port));
          chosen.add(freeFrom.applyAsInt(port));
        });

    assertThat(chosen).doesNotHaveDuplicates().doesNotContain(port, next);
  }

  @Test
  void checkedPortIsFreeAfterwards() throws IOException {
    var port = Ports.freeFrom(23_500);

    Ports.requireFree(List.of(new Wanted("HTTP_PORT", "127.0.0.1", port, "another web server")));

    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isEqualTo(port);
    }
  }
}
