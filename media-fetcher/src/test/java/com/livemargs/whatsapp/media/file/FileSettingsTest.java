package com.livemargs.whatsapp.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSettingsTest {

  @Test
  void publicUrlLosesItsLastSlash() {
    assertThat(settings("https://chat.example.com/", "P5Y").publicUrl())
        .isEqualTo("https://chat.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat.example.com",
        "ftp://chat.example.com",
        "https://a@b.example",
        "https://x?y"
      })
  void publicUrlThatIsNoAddressIsRefused(String url) {
    assertThatThrownBy(() -> settings(url, "P5Y"))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("PUBLIC_URL");
  }

  @ParameterizedTest
  @CsvSource({"P5Y, P5Y", "P90D, P90D", "PT2S, PT2S", "P1DT2H, PT26H", "p5y, P5Y", "+pt2s, PT2S"})
  void lifeOfAFileIsAnIsoDurationAsPostgresReadsIt(String ttl, String read) {
    assertThat(settings("", ttl).ttl()).isEqualTo(read);
  }

  @Test
  void blankLifeOfAFileCountsAsLeftOut() {
    assertThat(settings("", " ").ttl()).isEqualTo("P5Y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5 years", "P0D", "PT-1S", "1826"})
  void lifeOfAFileThatIsNoneIsRefused(String ttl) {
    assertThatThrownBy(() -> settings("", ttl))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("MESSAGE_TTL");
  }

  private static FileSettings settings(String publicUrl, String ttl) {
    return new FileSettings(Path.of("uploads"), publicUrl, ttl, 0, Duration.ofMinutes(1));
  }
}
