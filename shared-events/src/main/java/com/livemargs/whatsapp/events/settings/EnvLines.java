package com.livemargs.whatsapp.events.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of {@code KEY=value}, as shells and compose read them: quotes and {@code export} are not
 * part of what is meant, nor is a comment.
 */
public final class EnvLines {

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");

  private EnvLines() {}

  /** Names and values in their order; the last of a name counts, other lines do not. */
  public static Map<String, String> parse(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher pair = LINE.matcher(line);
      if (pair.matches()) {
        values.put(pair.group(1), unquoted(pair.group(2)));
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    for (String quote : List.of("\"", "'")) {
      if (value.length() >= 2 && value.startsWith(quote) && value.indexOf(quote, 1) > 0) {
        return value.substring(1, value.indexOf(quote, 1));
      }
    }
    return value.startsWith("#") ? "" : value.replaceFirst("\\s+#.*$", "");
  }
}
