package com.livemargs.whatsapp.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void environmentWinsOverEnvFileAndThatOverOwnSecrets() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=file\nB=file\n");

    var settings =
        Settings.of(Map.of("A", "environment"), folder)
            .orElse(Map.of("A", "own", "B", "own", "C", "own"));

    assertThat(settings.find("A")).contains("environment");
    assertThat(settings.find("B")).contains("file");
    assertThat(settings.find("C")).contains("own");
  }

  @Test
  void anotherFileMayTakeThePlaceOfTheEnvFile() throws IOException {
    Files.writeString(folder.resolve(".env"), "A=usual\n");
    Files.writeString(folder.resolve("other"), "A=other\n");

    assertThat(Settings.of(Map.of("ENV_FILE", "other"), folder).find("A")).contains("other");
    assertThat(Settings.of(Map.of("ENV_FILE", "/dev/null"), folder).find("A")).isEmpty();
    assertThatThrownBy(() -> Settings.of(Map.of("ENV_FILE", "nowhere"), folder))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("ENV_FILE")
        .hasMessageContaining("nowhere");
  }

  @Test
  void blankValueCountsAsAbsent() {
    var settings = Settings.of(Map.of("A", " ", "B", ""), folder).orElse(Map.of("A", "own"));

    assertThat(settings.find("A")).contains("own");
    assertThat(settings.find("B")).isEmpty();
  }

  @Test
  void envFileIsReadAsAShellReadsIt() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        # a comment
        export TOKEN="a b#c" # spoken
        QUOTED='x=y'
        PLAIN=value # why
        URL=postgresql://u:p#1@h/db
        EMPTY=
        """);

    assertThat(Settings.of(Map.of(), folder).asMap())
        .containsEntry("TOKEN", "a b#c")
        .containsEntry("QUOTED", "x=y")
        .containsEntry("PLAIN", "value")
        .containsEntry("URL", "postgresql://u:p#1@h/db")
        .containsEntry("EMPTY", "")
        .hasSize(5);
  }

  @Test
  void portThatIsNoneIsRefusedByItsName() {
    for (var value : new String[] {"0", "65536", "http", "-1"}) {
      var settings = Settings.none().orElse(Map.of("HTTP_PORT", value));

      assertThatThrownBy(() -> settings.port("HTTP_PORT", 8080))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("HTTP_PORT=" + value);
    }
  }
}
