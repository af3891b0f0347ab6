package com.livemargs.whatsapp.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void onlyTheOwnerReadsThem() throws IOException {
    var file = folder.resolve("secrets.env");

    Secrets.of(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void openedRightsAreClosedAgain() throws IOException {
    var file = folder.resolve("secrets.env");
    Secrets.of(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    Secrets.of(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nextStartFindsTheSameSecrets() {
    var file = folder.resolve("secrets.env");

    assertThat(Secrets.of(file).forAccount(true)).isEqualTo(Secrets.of(file).forAccount(true));
  }

  @Test
  void everySecretIsMadeAndDiffersFromFolderToFolder() {
    var one = Secrets.of(folder.resolve("one.env")).forAccount(true);
    var two = Secrets.of(folder.resolve("two.env")).forAccount(true);

    assertThat(one)
        .containsKeys(
            "WHATSAPP_APP_SECRET",
            "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
            "WHATSAPP_API_KEYS",
            "WHATSAPP_ADMIN_KEYS",
            "MEDIA_URL_SECRET",
            "INTERNAL_API_KEY",
            "LIVEKIT_API_KEY",
            "LIVEKIT_API_SECRET",
            "WHATSAPP_ACCESS_TOKEN",
            "WHATSAPP_PHONE_NUMBER_ID",
            "WHATSAPP_BUSINESS_ACCOUNT_ID");
    assertThat(one.values()).allSatisfy(value -> assertThat(value).isNotBlank());
    assertThat(one.get("WHATSAPP_APP_SECRET")).isNotEqualTo(two.get("WHATSAPP_APP_SECRET"));
    assertThat(one.get("WHATSAPP_API_KEYS")).isNotEqualTo(two.get("WHATSAPP_API_KEYS"));
  }

  @Test
  void lackingSecretIsAddedAndTheOthersStay() throws IOException {
    var file = folder.resolve("secrets.env");
    Files.writeString(file, "WHATSAPP_APP_SECRET=mine\n");

    var secrets = Secrets.of(file).forAccount(true);

    assertThat(secrets)
        .containsEntry("WHATSAPP_APP_SECRET", "mine")
        .containsKey("WHATSAPP_API_KEYS");
    assertThat(Files.readString(file)).contains("WHATSAPP_APP_SECRET=mine\n", "WHATSAPP_API_KEYS=");
  }

  @Test
  void realAccountNeverGetsTheDemoToken() {
    assertThat(Secrets.of(folder.resolve("secrets.env")).forAccount(false))
        .doesNotContainKeys(
            "WHATSAPP_ACCESS_TOKEN", "WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_BUSINESS_ACCOUNT_ID");
  }
}
