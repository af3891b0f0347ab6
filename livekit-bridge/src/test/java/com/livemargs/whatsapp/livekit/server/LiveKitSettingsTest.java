package com.livemargs.whatsapp.livekit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveKitSettingsTest {

  private static LiveKitSettings at(String url) {
    return new LiveKitSettings(
        url, null, "key", "secret", Duration.ofMinutes(5), Duration.ofMinutes(1));
  }

  @Test
  void nameOfAContainerMayHaveAnUnderscore() {
    assertThat(at("ws://live_kit:7880/").apiUrl()).isEqualTo("http://live_kit:7880");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live_kit:7880", "ftp://live_kit", "ws://live_kit/path", "ws://:7880"})
  void whatIsNoServerStopsTheStart(String url) {
    assertThatThrownBy(() -> at(url))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("LIVEKIT_URL");
  }
}
