package com.livemargs.whatsapp.simulator.rules;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object under check. Every check is harmless on an object that is not there, because its
 * absence has been noted first.
 *
 * @param path what the object is called in an answer, like {@code template['components'][0]}
 * @param bad the code for a value that breaks a rule: 100 in general, 131009 in interactive content
 */
record Form(JsonNode node, String path, int bad, Verdict verdict) {

  static Form root(JsonNode body, Verdict verdict) {
    return new Form(body, "", 100, verdict);
  }

  boolean has(String name) {
    return !node.path(name).isMissingNode() && !node.path(name).isNull();
  }

  String value(String name) {
    return node.path(name).asString("");
  }

  void fail(String details) {
    verdict.fail(bad, details);
  }

  void refuse(int code, String details) {
    verdict.fail(code, details);
  }

  Form withBadValue(int code) {
    return new Form(node, path, code, verdict);
  }

  Form object(String name) {
    required(name);
    return optionalObject(name);
  }

  Form optionalObject(String name) {
    if (has(name) && !node.get(name).isObject()) {
      fail("Param " + path(name) + " must be a JSON object.");
    }
    return new Form(node.path(name), path(name), bad, verdict);
  }

  List<Form> list(String name, int min, int max) {
    required(name);
    return optionalList(name, min, max);
  }

  List<Form> optionalList(String name, int min, int max) {
    JsonNode items = node.path(name);
    if (has(name) && (!items.isArray() || items.size() < min || items.size() > max)) {
      fail("Param %s must be an array of %d to %d items.".formatted(path(name), min, max));
    }
    return IntStream.range(0, items.size()).mapToObj(i -> item(items.get(i), name, i)).toList();
  }

  private Form item(JsonNode item, String name, int index) {
    String itemPath = path(name) + "[" + index + "]";
    if (!item.isObject()) {
      fail("Param " + itemPath + " must be a JSON object.");
    }
    return new Form(item, itemPath, bad, verdict);
  }

  void required(String name) {
    if (!has(name)) {
      refuse(131008, "Parameter " + path(name) + " is required.");
    }
  }

  void text(String name, int min, int max) {
    required(name);
    optionalText(name, min, max);
  }

  void optionalText(String name, int min, int max) {
    if (!has(name)) {
      return;
    }
    String text = value(name);
    int length = text.codePointCount(0, text.length());
    if (!node.get(name).isString()) {
      fail("Param " + path(name) + " must be a string.");
    } else if (length < min || length > max || (min > 0 && text.isBlank())) {
      fail("%s length invalid. Min length: %d, Max length: %d".formatted(path(name), min, max));
    }
  }

  void oneOf(String name, String... values) {
    required(name);
    if (has(name) && !List.of(values).contains(value(name))) {
      fail("Param %s must be one of {%s}".formatted(path(name), String.join(", ", values)));
    }
  }

  void flag(String name) {
    if (has(name) && !node.get(name).isBoolean()) {
      fail("Param " + path(name) + " must be a boolean.");
    }
  }

  void number(String name, double min, double max) {
    required(name);
    double number = node.path(name).asDouble(Double.NaN);
    if (has(name) && !(number >= min && number <= max)) {
      fail("Param %s must be a number from %s to %s.".formatted(path(name), min, max));
    }
  }

  void exactlyOne(String one, String other) {
    if (has(one) == has(other)) {
      fail("Param %s must hold exactly one of %s and %s.".formatted(path, one, other));
    }
  }

  void onlyKeys(Set<String> allowed) {
    for (var property : node.properties()) {
      if (!allowed.contains(property.getKey())) {
        refuse(100, "Unexpected key \"%s\" on param \"%s\".".formatted(property.getKey(), path));
      }
    }
  }

  void absent(String name, String why) {
    if (has(name)) {
      fail("Param " + path(name) + " is not allowed: " + why);
    }
  }

  void webLink(String name) {
    text(name, 1, 2000);
    if (has(name) && !isWebLink(value(name))) {
      fail("Param " + path(name) + " is not a valid http or https URL.");
    }
  }

  private static boolean isWebLink(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "['" + name + "']";
  }
}
