package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks that are JSON and of another shape than Meta's: values swapped, nested, left out. */
final class Misshapen {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final int DEEP = 300;

  // What is deep may be put into what is deep.
  private static final JsonMapper ANY_DEPTH =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(10 * DEEP).build())
                  .build())
          .build();

  private final List<JsonNode> samples;
  private final Random random;

  Misshapen(List<byte[]> samples, Random random) {
    this.samples = samples.stream().map(JsonMapper.shared()::readTree).toList();
    this.random = random;
  }

  List<JsonNode> samples() {
    return samples;
  }

  byte[] next() {
    JsonNode root = any(samples).deepCopy();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      if (!containers.isEmpty()) {
        change(any(containers));
      }
    }
    // Half of a pair has no bytes of its own, only an escape.
    String text = ANY_DEPTH.writeValueAsString(root);
    return text.replace("\uD800", "\\ud800").getBytes(UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void change(JsonNode container) {
    if (container instanceof ObjectNode object) {
      String name = any(List.copyOf(object.propertyNames()));
      JsonNode value = object.path(name);
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name.toUpperCase(Locale.ROOT), value);
        default -> object.set(name, other(value));
      }
    } else if (container instanceof ArrayNode array) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.add(array.get(at));
        case 1 -> array.remove(at);
        default -> array.set(at, other(array.get(at)));
      }
    }
  }

  private JsonNode other(JsonNode value) {
    return switch (random.nextInt(14)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.objectNode();
      case 2 -> MAKE.arrayNode();
      case 3 -> MAKE.booleanNode(true);
      case 4 -> MAKE.numberNode(-1);
      case 5 -> MAKE.numberNode(BigInteger.TEN.pow(900));
      case 6 -> MAKE.stringNode("");
      case 7 -> MAKE.stringNode("nul \u0000 lone \uD800");
      case 8 -> MAKE.stringNode("x".repeat(6_000));
      case 9 -> MAKE.arrayNode().add(value).add(value);
      case 10 -> MAKE.objectNode().set("value", value);
      case 11 -> MAKE.stringNode(ANY_DEPTH.writeValueAsString(value));
      case 12 -> deep();
      default -> any(samples).deepCopy();
    };
  }

  private JsonNode deep() {
    ObjectNode root = MAKE.objectNode();
    ObjectNode inner = root;
    for (int i = random.nextInt(DEEP); i >= 0; i--) {
      inner = inner.putObject("a");
    }
    return root;
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
