package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Secrets;
import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a person reads when everything runs: what is where, and three commands to paste. */
final class StartPage {
  private static final String CUSTOMER = "4915112345678";

  private final House house;
  private final Settings settings;
  private final DataFolder data;

  StartPage(House house, Settings settings, DataFolder data) {
    this.house = house;
    this.settings = settings;
    this.data = data;
  }

  List<String> lines(List<Part> parts) {
    var lines = new ArrayList<String>();
    parts.forEach(part -> lines.add(part.description()));
    lines.add(graph());
    lines.add("");
    lines.add("Ready: " + house.httpUrl());
    lines.add("Data: %s   Secrets: %s".formatted(data.path(), data.resolve("secrets.env")));
    lines.add(
        "Media: "
            + settings.find("MEDIA_DIR").orElse("")
            + "   Log: "
            + data.resolve("standalone.log"));
    lines.add("");
    commands().forEach(lines::add);
    lines.add("");
    lines.add("Stop with Ctrl-C.");
    return lines;
  }

  private String graph() {
    return house.isSimulated()
        ? "Cloud API: stand-in, our simulator, at "
            + house.simulatorUrl()
            + " (WHATSAPP_GRAPH_URL changes to the real one)"
        : "Cloud API: external, at " + settings.find("WHATSAPP_GRAPH_URL").orElse("");
  }

  private Stream<String> commands() {
    var key = keyHeader();
    if (key == null) {
      return Stream.of(
          "WHATSAPP_API_KEYS holds hashes only, so the commands to send and to read cannot be shown here.");
    }
    return Stream.of();
  }

  // curl reads the key from a file of its own: neither a terminal nor a log of ours ever shows it.
  private @org.jspecify.annotations.Nullable Path keyHeader() {
    var plain =
        Stream.of(settings.find("WHATSAPP_API_KEYS").orElse("").split(","))
            .map(String::strip)
            .filter(key -> !key.isEmpty() && !key.startsWith("sha256:"))
            .findFirst();
    try {
      var file = data.resolve("curl-api-key");
      if (plain.isEmpty()) {
        return null;
      }
      Secrets.writePrivately(file, "X-API-Key: " + plain.get() + "\n");
      return file;
    } catch (IOException e) {
      throw new StartRefused("The data folder takes no file any more: " + e.getMessage(), e);
    }
  }
}
