package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.events.access.ApiKey;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.standalone.settings.DataFolder;
import com.livemargs.whatsapp.standalone.settings.Secrets;
import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands that work as pasted, in any shell and from any folder: a customer writes, we answer, we
 * read.
 */
final class Commands {
  private static final String SIMULATED_CUSTOMER = "+4915112345678";
  private static final String JSON = " -H 'Content-Type: application/json' -d ";

  private final House house;
  private final String customer;
  private final Settings settings;
  private final DataFolder data;

  Commands(House house, Settings settings, DataFolder data) {
    this.house = house;
    // The real Meta would write to whoever has that number.
    this.customer = house.isSimulated() ? SIMULATED_CUSTOMER : "+CUSTOMER";
    this.settings = settings;
    this.data = data;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    if (house.isSimulated()) {
      lines.add(
          "curl -sS '%s/simulator/customers/messages?wait=true'%s'{\"phone\":\"%s\",\"name\":\"Ada\",\"text\":\"Hello\"}'"
              .formatted(house.simulatorUrl(), JSON, customer));
    }
    keyFile().ifPresentOrElse(file -> lines.addAll(withKey(file)), () -> lines.add(noKey()));
    return lines;
  }

  private List<String> withKey(Path file) {
    var key = " -H '@" + file.toString().replace("'", "'\\''") + "'";
    return List.of(
        "curl -sS %s/whatsapp/send%s%s'{\"phoneNumber\":\"%s\",\"text\":\"Good morning, Ada\"}'"
            .formatted(house.httpUrl(), key, JSON, customer),
        "curl -sS %s/whatsapp/messages/%s%s".formatted(house.httpUrl(), customer, key));
  }

  private static String noKey() {
    return "WHATSAPP_API_KEYS holds no plain key that may send and read: use one that you know, in the header X-API-Key.";
  }

  // curl takes the key from a file of its own, so that neither a terminal nor a log ever shows it.
  private Optional<Path> keyFile() {
    var file = data.resolve("curl-api-key");
    var plain =
        settings
            .find("WHATSAPP_API_KEYS")
            .flatMap(keys -> ApiKey.firstPlain(keys, Scope.SEND, Scope.READ));
    plain.ifPresent(key -> write(file, "X-API-Key: " + key + "\n"));
    return plain.map(key -> file);
  }

  private static void write(Path file, String text) {
    try {
      Secrets.writePrivately(file, text);
    } catch (IOException e) {
      throw new StartRefused(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
