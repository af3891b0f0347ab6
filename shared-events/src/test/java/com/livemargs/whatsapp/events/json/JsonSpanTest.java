package com.livemargs.whatsapp.events.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.testkit.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSpanTest {

  @Test
  void membersKeepTheirBytes() {
    JsonSpan root =
        span(" {\"a\" : {\"x\":\"\\u00e4\\/\"}, \"b\": [1, 2.50 ,\"ü\"] , \"c\":null} ");

    assertThat(root.members()).containsOnlyKeys("a", "b", "c");
    assertThat(text(root.members().get("a"))).isEqualTo("{\"x\":\"\\u00e4\\/\"}");
    assertThat(root.members().get("b").elements().stream().map(JsonSpanTest::text))
        .containsExactly("1", "2.50", "\"ü\"");
    assertThat(text(root.members().get("c"))).isEqualTo("null");
  }

  @ParameterizedTest
  @MethodSource("webhooks")
  void everySampleIsTheSumOfItsSpans(String name) {
    JsonSpan root = JsonSpan.of(Samples.bytes(name));

    assertThat(Json.MAPPER.readTree(rebuilt(root))).isEqualTo(Json.MAPPER.readTree(root.bytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "{", "{\"a\":1}}", "[1] 2", "{'a':1}", "nul", "01", "\"\u0001\""})
  void whatIsNotOneJsonValueIsRefused(String body) {
    assertThatThrownBy(() -> span(body)).isInstanceOf(NotJsonException.class);
  }

  @Test
  void onlyUtf8IsTaken() {
    assertThatThrownBy(() -> JsonSpan.of("{\"a\":1}".getBytes(UTF_16LE)))
        .isInstanceOf(NotJsonException.class);
    assertThatThrownBy(() -> JsonSpan.of(new byte[] {'"', (byte) 0xC3, '"'}))
        .isInstanceOf(NotJsonException.class);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);

    assertThatThrownBy(() -> span(deep)).isInstanceOf(NotJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-2.5e3", "true", "null", "\"x\"", "12345678901234567890"})
  void scalarsAreValuesToo(String body) {
    assertThat(text(span("  " + body + " \n"))).isEqualTo(body);
  }

  private static String rebuilt(JsonSpan span) {
    if (span.isArray()) {
      List<String> parts = span.elements().stream().map(JsonSpanTest::rebuilt).toList();
      return "[" + String.join(",", parts) + "]";
    }
    if (span.isObject()) {
      List<String> parts =
          span.members().entrySet().stream()
              .map(m -> Json.MAPPER.writeValueAsString(m.getKey()) + ":" + rebuilt(m.getValue()))
              .toList();
      return "{" + String.join(",", parts) + "}";
    }
    return text(span);
  }

  static Iterable<String> webhooks() {
    return Samples.webhooks().keySet();
  }

  private static JsonSpan span(String body) {
    return JsonSpan.of(body.getBytes(UTF_8));
  }

  private static String text(JsonSpan span) {
    return new String(span.bytes(), UTF_8);
  }
}
