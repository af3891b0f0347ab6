package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** What a person reads when everything runs: what is where, and three commands to paste. */
final class StartPage {
  private final House house;
  private final Settings settings;
  private final DataFolder data;
  private final String graphVersion;

  StartPage(House house, Settings settings, DataFolder data, String graphVersion) {
    this.house = house;
    this.settings = settings;
    this.data = data;
    this.graphVersion = graphVersion;
  }

  List<String> lines(List<Part> parts) {
    var lines = new ArrayList<String>();
    parts.forEach(part -> lines.add(part.description()));
    lines.add(graph());
    lines.addAll(
        List.of(
            "",
            "Ready:    "
                + house.httpUrl()
                + (house.isSimulated() ? "   simulator: " + house.simulatorUrl() : ""),
            "Operate:  http://"
                + house.managementAddress()
                + ":"
                + house.managementPort()
                + "   with deploy/control/control",
            "Data:     " + data.path() + "   media: " + settings.find("MEDIA_DIR").orElse(""),
            "Secrets:  " + data.resolve("secrets.env"),
            "Log:      " + data.resolve("standalone.log"),
            ""));
    lines.addAll(new Commands(house, settings, data).lines());
    lines.addAll(List.of("", "Stop with Ctrl-C."));
    return lines;
  }

  private String graph() {
    return house.isSimulated()
        ? "Cloud API: stand-in, our simulator of %s, at %s (WHATSAPP_GRAPH_URL names the real one)"
            .formatted(graphVersion, house.simulatorUrl())
        : "Cloud API: external, %s, at %s"
            .formatted(graphVersion, settings.find("WHATSAPP_GRAPH_URL").orElse(""));
  }
}
