package com.livemargs.whatsapp.standalone.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Files of {@code KEY=value} lines, as shells and compose read them. */
final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");

  private EnvFile() {}

  /** The file's values; none if there is no such file. */
  static Map<String, String> read(Path file) {
    var values = new LinkedHashMap<String, String>();
    if (!Files.isRegularFile(file)) {
      return values;
    }
    try {
      for (var line : Files.readAllLines(file)) {
        var pair = LINE.matcher(line);
        if (pair.matches()) {
          values.put(pair.group(1), unquoted(pair.group(2)));
        }
      }
      return values;
    } catch (IOException e) {
      throw new StartRefused(
          file + " cannot be read as UTF-8 text: correct its rights or content.", e);
    }
  }

  private static String unquoted(String value) {
    for (var quote : new String[] {"\"", "'"}) {
      if (value.length() >= 2 && value.startsWith(quote) && value.indexOf(quote, 1) > 0) {
        return value.substring(1, value.indexOf(quote, 1));
      }
    }
    return value.startsWith("#") ? "" : value.replaceFirst("\\s+#.*$", "");
  }
}
