package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.crash.TriggerJar;
import com.livemargs.whatsapp.testkit.ExtractedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs a service: restarts are many here, so each has an archive of its classes. */
record PreparedService(Service service, ExtractedJar app) {

  private static final List<String> SMALL =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");
  // Meta keeps the book of all that was sent, and files of 100 MiB on their way to its shelf.
  private static final String META = "-Xmx1g";
  private static final String TRIGGER = "trigger.jar";

  static PreparedService of(Service service, Path apps) {
    try {
      Map<String, byte[]> trigger = Map.of(TRIGGER, TriggerJar.bytes());
      return new PreparedService(service, ExtractedJar.of(service.jar(), apps, trigger));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The virtual machine and its options. */
  List<String> java() {
    return app.java(options());
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(SMALL);
    if (service == Service.SIMULATOR) {
      options.add(META);
    }
    return options;
  }

  /** The class path and the main class; Meta's stand-in never dies, so it has no trigger. */
  List<String> main() {
    String path =
        service == Service.SIMULATOR
            ? app.jar().toString()
            : Installation.joined(app.jar(), app.file(TRIGGER));
    return List.of("-cp", path, service.mainClass());
  }

  void prepare(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put(service.portVariable(), "0");
    environment.put("MANAGEMENT_PORT", "0");
    environment.put("MEDIA_DIR", app.file("media").toString());
    app.prepare(options(), main(), environment);
  }
}
