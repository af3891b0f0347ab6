package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A start for its own sake, from which the JVM learns which classes to have ready: own ports, no
 * outside.
 */
final class Rehearsal {
  static final List<String> PORTS =
      List.of(
          "HTTP_PORT",
          "MANAGEMENT_PORT",
          "SIMULATOR_PORT",
          "KAFKA_PORT",
          "POSTGRES_PORT",
          "MONGODB_PORT",
          "LIVEKIT_PORT");

  private Rehearsal() {}

  static Settings settings(Settings given) {
    return Settings.none()
        .orElse(Map.of("DATA_DIR", given.find("DATA_DIR").orElseThrow()))
        .orElse(freePorts());
  }

  /** Free ports for everything that opens one, far from the documented ones. */
  private static Map<String, String> freePorts() {
    var ports = new HashMap<String, String>();
    var next = 20_000 + 10 * ThreadLocalRandom.current().nextInt(1000);
    for (var name : PORTS) {
      next = Ports.freeFrom(next);
      ports.put(name, String.valueOf(next));
      next += 5; // room for the ports that a part opens beside its own
    }
    return ports;
  }
}
