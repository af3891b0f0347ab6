package com.livemargs.whatsapp.events.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that settings records make when they are built. */
public final class Settings {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "^(your[_-](.+[_-])?(token|keys?|secret|id|password)|.*[_-]here|change[_-]?me.*|<.*>|xxx+|todo|example|placeholder)$");

  private static final Logger log = LoggerFactory.getLogger(Settings.class);
  private static final int GUESSABLE = 16;

  private Settings() {}

  /**
   * A value that must be there.
   *
   * @throws InvalidSettingException if it is missing, blank or a placeholder out of a guide
   */
  public static String required(String variable, @Nullable String value, String fix) {
    if (value == null || value.isBlank()) {
      throw new InvalidSettingException(variable, "is not set", fix);
    }
    if (PLACEHOLDER.matcher(value.strip().toLowerCase(Locale.ROOT)).matches()) {
      throw new InvalidSettingException(variable, "still holds a placeholder", fix);
    }
    return value.strip();
  }

  /**
   * A value that may be missing, but is no placeholder: what stands in a guide is no secret.
   *
   * @return null when it is missing or blank
   */
  public static @Nullable String optional(String variable, @Nullable String value, String fix) {
    return value == null || value.isBlank() ? null : required(variable, value, fix);
  }

  /**
   * A comma-separated value with at least one element.
   *
   * @throws InvalidSettingException if none is there or one is a placeholder
   */
  public static List<String> requiredList(String variable, @Nullable String value, String fix) {
    List<String> elements =
        Stream.of(required(variable, value, fix).split(","))
            .map(String::strip)
            .filter(element -> !element.isEmpty())
            .map(element -> required(variable, element, fix))
            .toList();
    if (elements.isEmpty()) {
      throw new InvalidSettingException(variable, "is not set", fix);
    }
    return elements;
  }

  /** Takes secrets as they are, and warns once of those that are short. */
  public static void warnOfShort(String variable, List<String> secrets) {
    if (secrets.stream().anyMatch(secret -> secret.length() < GUESSABLE)) {
      log.atWarn()
          .addKeyValue("variable", variable)
          .log("A secret of less than 16 characters can be guessed; set a longer, random one");
    }
  }

  /**
   * A condition on a value.
   *
   * @throws InvalidSettingException if it does not hold
   */
  public static void check(boolean holds, String variable, String problem, String fix) {
    if (!holds) {
      throw new InvalidSettingException(variable, problem, fix);
    }
  }
}
