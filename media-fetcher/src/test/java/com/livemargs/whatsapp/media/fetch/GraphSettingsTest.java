package com.livemargs.whatsapp.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "WHATSAPP_ACCESS_TOKEN, '', https://graph.facebook.com, v26.0, '', 1",
    "WHATSAPP_ACCESS_TOKEN, your_whatsapp_access_token_here, https://graph.facebook.com, v26.0, '', 1",
    "WHATSAPP_ACCESS_TOKEN, two words, https://graph.facebook.com, v26.0, '', 1",
    "WHATSAPP_GRAPH_URL, EAA, graph.facebook.com, v26.0, '', 1",
    "WHATSAPP_GRAPH_URL, EAA, ftp://graph.facebook.com, v26.0, '', 1",
    "WHATSAPP_GRAPH_URL, EAA, 'https://graph facebook', v26.0, '', 1",
    "WHATSAPP_GRAPH_URL, EAA, 'http://user:word@graph_twin', v26.0, '', 1",
    "WHATSAPP_API_VERSION, EAA, https://graph.facebook.com, 26, '', 1",
    "MEDIA_ALLOWED_HOSTS, EAA, https://graph.facebook.com, v26.0, 'https://cdn.example.com', 1",
    "MEDIA_MAX_BYTES, EAA, https://graph.facebook.com, v26.0, '', 0"
  })
  void wrongSettingIsNamedWithItsFix(
      String variable, String token, String url, String version, String hosts, long max) {
    assertThatThrownBy(() -> new GraphSettings(token, url, version, hosts, max, Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(variable + " ");
  }

  @Test
  void blankSettingCountsAsLeftOut() {
    GraphSettings settings = new GraphSettings("EAA", " ", "", "", 1, Map.of());

    assertThat(settings.url()).isEqualTo("https://graph.facebook.com");
    assertThat(settings.version()).isEqualTo("v26.0");
  }

  @Test
  void tokenIsNeverPrinted() {
    GraphSettings settings =
        new GraphSettings("EAAsecret", "https://graph.facebook.com", "v26.0", "", 1, Map.of());

    assertThat(settings.toString()).doesNotContain("EAAsecret");
  }

  @Test
  void limitOfAKindIsTheSmallerOne() {
    GraphSettings settings =
        new GraphSettings(
            "EAA",
            "https://graph.facebook.com",
            "v26.0",
            "",
            100,
            Map.of("image", 5L, "video", 0L, "audio", 500L));

    assertThat(settings.limit("image")).isEqualTo(5);
    assertThat(settings.limit("video")).isEqualTo(100);
    assertThat(settings.limit("audio")).isEqualTo(100);
    assertThat(settings.limit("document")).isEqualTo(100);
  }
}
