package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.events.operate.ManagementPort;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.Secrets;
import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where everything is, by the documented names and their defaults.
 *
 * @param bind the address that HTTP is bound to
 * @param managementPort where operators reach the services; beside HTTP unless set
 */
record House(
    Settings given,
    Path dataFolder,
    String bind,
    int httpPort,
    int simulatorPort,
    int managementPort) {

  private static final String MANAGEMENT = "MANAGEMENT_PORT";

  static House of(Settings given) {
    var httpPort = given.port("HTTP_PORT", 8080);
    return new House(
        given,
        dataFolder(given),
        given.find("HTTP_BIND").orElse("127.0.0.1"),
        httpPort,
        given.port("SIMULATOR_PORT", 8090),
        given.port(MANAGEMENT, ManagementPort.beside(httpPort)));
  }

  static Path dataFolder(Settings given) {
    return Path.of(given.find("DATA_DIR").orElse(".data"));
  }

  boolean isSimulated() {
    return given.find("WHATSAPP_GRAPH_URL").isEmpty();
  }

  /** How programs of this machine reach the services. */
  URI httpUrl() {
    return URI.create("http://" + host(bind) + ":" + httpPort);
  }

  // Where everybody is let in, we knock at loopback; in URLs an IPv6 address stands in brackets.
  private static String host(String address) {
    return switch (address) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> address.contains(":") ? "[" + address + "]" : address;
    };
  }

  String managementAddress() {
    return given.find("MANAGEMENT_ADDRESS").orElse("127.0.0.1");
  }

  /** How operators of this machine reach the services. */
  URI managementUrl() {
    return URI.create("http://" + host(managementAddress()) + ":" + managementPort);
  }

  URI simulatorUrl() {
    return URI.create("http://127.0.0.1:" + simulatorPort);
  }

  /** What was given, completed by the data folder's own secrets. */
  Settings furnished(DataFolder data) {
    var own = new HashMap<>(Secrets.of(data.resolve("secrets.env")).forAccount(isSimulated()));
    if (given.find("LIVEKIT_URL").isPresent()) {
      own.keySet()
          .removeIf(name -> name.startsWith("LIVEKIT_")); // somebody else's server has its own keys
    }
    return given
        .orElse(own)
        .orElse(Map.of("MEDIA_DIR", data.resolve("uploads/whatsapp").toString()));
  }

  /** The addresses of all parts, as the services ask for them. */
  Map<String, String> addresses(List<Part> parts) {
    var addresses = new HashMap<String, String>();
    parts.forEach(part -> addresses.putAll(part.settings()));
    addresses.put("READ_API_URL", httpUrl().toString());
    addresses.put(MANAGEMENT, String.valueOf(managementPort));
    if (isSimulated()) {
      addresses.put("WHATSAPP_GRAPH_URL", simulatorUrl().toString());
    }
    return addresses;
  }

  /**
   * The same with ports for all that we and the parts are going to open. Ports that were asked for,
   * or have a documented default, must be free; the others are chosen around them.
   *
   * @throws StartRefused with one sentence about a port that is taken
   */
  House settled(List<Part> parts) {
    var wanted = new ArrayList<Ports.Wanted>();
    wanted.add(
        new Ports.Wanted("HTTP_PORT", bind, httpPort, "another web server or ./run", "HTTP_BIND"));
    if (isSimulated()) {
      wanted.add(new Ports.Wanted("SIMULATOR_PORT", "127.0.0.1", simulatorPort, "another ./run"));
    }
    parts.forEach(part -> wanted.addAll(part.ports()));
    var asked = given.find(MANAGEMENT).isPresent();
    if (asked) {
      var address = managementAddress();
      wanted.add(
          new Ports.Wanted(
              MANAGEMENT, address, managementPort, "another ./run", "MANAGEMENT_ADDRESS"));
    }
    var chosen = new AtomicInteger(managementPort);
    Ports.requireFree(
        wanted,
        freeFrom -> {
          if (!asked) {
            chosen.set(freeFrom.applyAsInt(managementPort));
          }
          parts.forEach(part -> part.choosePorts(freeFrom));
        });
    return new House(given, dataFolder, bind, httpPort, simulatorPort, chosen.get());
  }
}
