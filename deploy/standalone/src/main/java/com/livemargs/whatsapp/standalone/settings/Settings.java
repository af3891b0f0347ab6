package com.livemargs.whatsapp.standalone.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The effective settings by their documented names. The environment wins over {@code .env}, that
 * over what the start made itself; a blank value counts as absent.
 */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  public static Settings none() {
    return new Settings(Map.of());
  }

  /**
   * Settings of the environment, completed by the {@code .env} file of a folder if there is one, or
   * by the file that {@code ENV_FILE} names in its place.
   *
   * @throws StartRefused if that one is not there
   */
  public static Settings of(Map<String, String> environment, Path folder) {
    var given = none().orElse(environment);
    return given.orElse(
        EnvFile.read(
            given
                .find("ENV_FILE")
                .map(it -> there(folder.resolve(it)))
                .orElse(folder.resolve(".env"))));
  }

  private static Path there(Path file) {
    if (!Files.exists(file)) {
      throw new StartRefused("ENV_FILE names " + file + ", which is not there: correct it.");
    }
    return file;
  }

  /** These settings, completed by others where these are silent. */
  public Settings orElse(Map<String, String> others) {
    var merged = new TreeMap<>(values);
    others.forEach((name, value) -> merged.merge(name, value, Settings::firstUnlessBlank));
    return new Settings(merged);
  }

  /** These settings with others that win. */
  public Settings with(Map<String, String> others) {
    return new Settings(new TreeMap<>(others)).orElse(values);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /**
   * A TCP port.
   *
   * @throws StartRefused if the value is no port number
   */
  public int port(String name, int byDefault) {
    var text = find(name).orElse(String.valueOf(byDefault));
    if (text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) <= 65535
        && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    throw new StartRefused(name + "=" + text + " is no port: give a number from 1 to 65535.");
  }

  public Map<String, String> asMap() {
    return Collections.unmodifiableMap(values);
  }

  private static String firstUnlessBlank(String first, String second) {
    return first.isBlank() ? second : first;
  }

  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
