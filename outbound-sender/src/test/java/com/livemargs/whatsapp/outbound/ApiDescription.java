package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Holds answers against {@code openapi.json}: each status and each member must be described. */
final class ApiDescription {

  static final JsonNode DOCUMENT = load();

  private ApiDescription() {}

  private static JsonNode load() {
    try (InputStream file = ApiDescription.class.getResourceAsStream("/openapi.json")) {
      return Json.MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void confirm(HttpMethod method, String path, int status, JsonNode body) {
    JsonNode operation = described(path).path(method.name().toLowerCase(Locale.ROOT));
    JsonNode response = operation.path("responses").path(String.valueOf(status));
    assertThat(response.isObject()).as("%s %s answers %d", method, path, status).isTrue();
    JsonNode content = response.path("content").values().iterator().next();
    confirm(content.path("schema"), body);
  }

  private static JsonNode described(String path) {
    return DOCUMENT.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static void confirm(JsonNode schema, JsonNode value) {
    JsonNode rules = resolved(schema);
    if (value.isArray()) {
      value.forEach(element -> confirm(rules.path("items"), element));
    } else if (value.isObject()) {
      confirmMembers(rules, value);
    } else if (rules.has("const")) {
      assertThat(value).isEqualTo(rules.path("const"));
    } else if (rules.has("enum")) {
      assertThat(rules.path("enum")).contains(value);
    } else if (rules.path("type").isString()) {
      assertThat(type(value)).isEqualTo(rules.path("type").asString());
    }
  }

  private static void confirmMembers(JsonNode rules, JsonNode value) {
    rules.path("required").forEach(name -> assertThat(value.has(name.asString())).isTrue());
    value
        .properties()
        .forEach(
            member -> {
              JsonNode described = rules.path("properties").path(member.getKey());
              assertThat(described.isObject()).as(member.getKey()).isTrue();
              confirm(described, member.getValue());
            });
  }

  private static String type(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    return value.isNull() ? "null" : value.isBoolean() ? "boolean" : "string";
  }

  private static JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : DOCUMENT.at(reference.substring(1));
  }
}
