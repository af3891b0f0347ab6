package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** What a person reads when everything runs: what is where, and three commands to paste. */
final class StartPage {
  private static final String APP_SECRET = "WHATSAPP_APP_SECRET";
  private static final int USUAL_PORT = 9080; // control's own default

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
            "Operate:  " + house.managementUrl() + "   with deploy/control/control" + otherPort(),
            "Data:     " + data.path() + "   media: " + settings.find("MEDIA_DIR").orElse(""),
            "Secrets:  " + data.resolve("secrets.env") + madeUp(),
            "Log:      " + data.resolve("standalone.log"),
            ""));
    lines.addAll(new Commands(house, settings, data).lines());
    lines.addAll(List.of("", "Stop with Ctrl-C."));
    return lines;
  }

  // Of all that is made at the first start, Meta must know this one from elsewhere.
  private String madeUp() {
    return house.isSimulated() || house.given().find(APP_SECRET).isPresent()
        ? ""
        : "   "
            + APP_SECRET
            + " is not set: unless the one in there is your app's, Meta is refused";
  }

  private String otherPort() {
    return house.managementPort() == USUAL_PORT ? "" : " --url " + house.managementUrl();
  }

  private String graph() {
    return house.isSimulated()
        ? "Cloud API: stand-in, our simulator of %s, at %s (WHATSAPP_GRAPH_URL names the real one)"
            .formatted(graphVersion, house.simulatorUrl())
        : "Cloud API: external, %s, at %s"
            .formatted(graphVersion, settings.find("WHATSAPP_GRAPH_URL").orElse(""));
  }
}
