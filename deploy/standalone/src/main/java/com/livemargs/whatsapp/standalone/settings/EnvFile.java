package com.livemargs.whatsapp.standalone.settings;

import com.livemargs.whatsapp.events.settings.EnvLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files of {@code KEY=value} lines, as shells and compose read them. */
final class EnvFile {
  private EnvFile() {}

  /** The file's values; none if there is no such file. */
  static Map<String, String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try {
      return EnvLines.parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new StartRefused(
          file + " cannot be read as UTF-8 text: correct its rights or content.", e);
    }
  }
}
