package com.livemargs.whatsapp.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys and settings of the command line come from. */
class SurroundingsTest {

  private final Path folder;
  private final Terminal terminal;

  SurroundingsTest(@TempDir Path folder) {
    this.folder = folder;
    this.terminal = new Terminal(folder);
  }

  @Test
  void theKeyComesFromTheSecretsOfTheDataFolder() throws IOException {
    Files.createDirectories(folder.resolve(".data"));
    Files.writeString(
        folder.resolve(".data/secrets.env"), "WHATSAPP_ADMIN_KEYS=sha256:00,the-made-key\n");
    try (Answering service = new Answering(200, "[]")) {
      assertThat(terminal.execute(Map.of(), "dead-letters", "--url", service.url())).isZero();
      assertThat(service.keys).containsExactly("the-made-key");
    }
  }

  @Test
  void filesAreReadAsRunReadsThem() throws IOException {
    Files.writeString(folder.resolve(".env"), "export DATA_DIR='elsewhere' # a disk of its own\n");
    Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(
        folder.resolve("elsewhere/secrets.env"), "WHATSAPP_ADMIN_KEYS=\"the-made-key\"\n");
    try (Answering service = new Answering(200, "[]")) {
      assertThat(terminal.execute(Map.of(), "dead-letters", "--url", service.url())).isZero();
      assertThat(service.keys).containsExactly("the-made-key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA_DIR=\n", "DATA_DIR=' '\n", ""})
  void aBlankDataFolderIsTheUsualOne(String env) throws IOException {
    Files.writeString(folder.resolve(".env"), env);
    Files.createDirectories(folder.resolve(".data"));
    Files.writeString(folder.resolve(".data/secrets.env"), "WHATSAPP_ADMIN_KEYS=the-made-key\n");
    try (Answering service = new Answering(200, "[]")) {
      assertThat(terminal.execute(Map.of("DATA_DIR", " "), "dead-letters", "--url", service.url()))
          .isZero();
      assertThat(service.keys).containsExactly("the-made-key");
    }
  }

  @Test
  void theApiKeyIsTheFirstPlainOneThatMayLookAfterSends() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        "WHATSAPP_API_KEYS=shop/send=not-enough,sha256:%s,desk/read+send=the-key-of-the-desk\n"
            .formatted("0".repeat(64)));
    try (Answering service = new Answering(200, "[]")) {
      assertThat(terminal.execute(Map.of(), "outbound", "unknown", "--url", service.url()))
          .isZero();
      assertThat(service.keys).containsExactly("the-key-of-the-desk");
    }
  }

  @Test
  void withoutAKeyItSaysWhichVariableToSet() {
    assertThat(terminal.execute(Map.of(), "dead-letters")).isEqualTo(2);
    assertThat(terminal.err()).contains("WHATSAPP_ADMIN_KEY is not set");
  }
}
