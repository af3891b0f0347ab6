package com.livemargs.whatsapp.testkit;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A method of a public path, as {@code openapi.json} describes it.
 *
 * @param scope what it asks of an API key, or null when it takes none
 */
public record DescribedRoute(String method, String path, @Nullable String scope) {

  /** The services whose public paths take API keys, each with how its paths begin. */
  public enum Owner {
    OUTBOUND("/whatsapp/send", "/whatsapp/outbound"),
    PERSISTENCE("/whatsapp/messages/"),
    MEDIA("/uploads/"),
    LIVEKIT("/livekit/token");

    private final List<String> beginnings;

    Owner(String... beginnings) {
      this.beginnings = List.of(beginnings);
    }

    boolean has(DescribedRoute route) {
      return beginnings.stream().anyMatch(route.path()::startsWith);
    }
  }

  /** All that are described, with a key or without. */
  public static List<DescribedRoute> described() {
    return document().path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .filter(member -> member.getValue().has("responses"))
                    .map(member -> of(path.getKey(), member.getKey(), member.getValue())))
        .toList();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  static Stream<DescribedRoute> of(Owner owner) {
    return described().stream().filter(owner::has);
  }

  private static DescribedRoute of(String path, String method, JsonNode operation) {
    String scope =
        operation
            .path("security")
            .valueStream()
            .map(requirement -> requirement.path("apiKey"))
            .filter(JsonNode::isArray)
            .map(scopes -> scopes.path(0).asString("none"))
            .findFirst()
            .orElse(null);
    return new DescribedRoute(method.toUpperCase(Locale.ROOT), path, scope);
  }

  private static JsonNode document() {
    try (InputStream file = DescribedRoute.class.getResourceAsStream("/openapi.json")) {
      return Json.MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
