package com.livemargs.whatsapp.control;

import com.livemargs.whatsapp.events.access.ApiKey;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.settings.EnvLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the environment says, completed by {@code .env} and by the secrets that {@code ./run} made.
 *
 * @param folder where {@code .env} and {@code .data} lie
 */
record Surroundings(Map<String, String> environment, Path folder) {

  /** A value by its name. */
  Optional<String> find(String name) {
    return first(Stream.concat(Stream.of(environment), filed()), name);
  }

  // What is blank is absent, as for ./run.
  private static Optional<String> first(Stream<Map<String, String>> places, String name) {
    return places
        .map(values -> values.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** An admin key: its own variable, else the first plain one of the services' list. */
  String adminKey() {
    return key("WHATSAPP_ADMIN_KEY", "WHATSAPP_ADMIN_KEYS", Surroundings::plain);
  }

  /** An API key that may look after sends, found likewise. */
  String apiKey() {
    return key(
        "WHATSAPP_API_KEY",
        "WHATSAPP_API_KEYS",
        keys -> ApiKey.firstPlain(keys, Scope.SEND, Scope.READ));
  }

  private String key(String name, String list, Function<String, Optional<String>> first) {
    return find(name)
        .or(() -> find(list).flatMap(first))
        .orElseThrow(
            () ->
                new ControlException(
                    ExitCodes.USAGE,
                    name
                        + " is not set, and no plain key of "
                        + list
                        + " that may do this was found in .env or .data/secrets.env. Set "
                        + name
                        + "."));
  }

  private static Optional<String> plain(String keys) {
    return Stream.of(keys.split(","))
        .map(String::strip)
        .filter(key -> !key.isEmpty() && !key.startsWith("sha256:"))
        .findFirst();
  }

  private Stream<Map<String, String>> filed() {
    Map<String, String> env = values(folder.resolve(".env"));
    String data = first(Stream.of(environment, env), "DATA_DIR").orElse(".data");
    return Stream.of(env, values(folder.resolve(data).resolve("secrets.env")));
  }

  private static Map<String, String> values(Path file) {
    try {
      return Files.isReadable(file) ? EnvLines.parse(Files.readAllLines(file)) : Map.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
