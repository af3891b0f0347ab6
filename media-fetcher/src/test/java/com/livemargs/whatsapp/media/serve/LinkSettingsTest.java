package com.livemargs.whatsapp.media.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"s", "short", "a-secret-of-more-than-16-characters"})
  void anySecretOfOnesOwnIsTaken(String secret) {
    assertThat(new LinkSettings(" " + secret + " ").secret()).isEqualTo(secret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t "})
  void blankIsNone(String secret) {
    assertThat(new LinkSettings(secret).secret()).isEmpty();
  }

  @Test
  void placeholderIsRefused() {
    assertThatThrownBy(() -> new LinkSettings("your_media_url_secret_here"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("MEDIA_URL_SECRET");
  }
}
