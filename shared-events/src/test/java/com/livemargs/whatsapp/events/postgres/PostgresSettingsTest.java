package com.livemargs.whatsapp.events.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

class PostgresSettingsTest {

  private static final String URL = "postgresql://us%40er:pa%2Fss@db.example:6432/chats";

  @Test
  void encryptionIsPreferredUnlessTheAddressSaysMore() {
    var settings = new PostgresSettings(URL, 4);

    assertThat(settings.sslMode()).isEqualTo("prefer");
    assertThat(settings.sslRootCert()).isEmpty();
    assertThat(settings.user()).isEqualTo("us@er");
    assertThat(settings.password()).isEqualTo("pa/ss");
    assertThat(settings.database()).isEqualTo("chats");
  }

  @Test
  void bothDriversAreToldTheSameOfEncryption() {
    var settings =
        new PostgresSettings(URL + "?sslmode=verify-full&sslrootcert=/etc/own%20ca.pem", 4);

    assertThat(settings.sslMode()).isEqualTo("verify-full");
    assertThat(settings.sslRootCert()).contains("/etc/own ca.pem");
    assertThat(settings.database()).isEqualTo("chats");
    assertThat(settings.jdbcUrl())
        .startsWith("jdbc:postgresql://db.example:6432/chats?")
        .contains("&sslmode=verify-full&sslrootcert=%2Fetc%2Fown+ca.pem");
  }

  // Where it gave up the server would go on, and the next would wait for its lock.
  @Test
  void migrationsMayTakeAsLongAsTheyDo() {
    Properties driver = Driver.parseURL(new PostgresSettings(URL, 4).jdbcUrl(), new Properties());

    assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(driver)).isEqualTo("0");
    assertThat(PGProperty.SOCKET_FACTORY.getOrDefault(driver))
        .isEqualTo(WatchedSockets.class.getName());
  }

  @Test
  void nameOfAContainerMayHaveAnUnderscore() {
    var settings = new PostgresSettings("postgresql://us%40er:pa%2Fss@my_db/chats", 4);

    assertThat(settings.host()).isEqualTo("my_db");
    assertThat(settings.port()).isEqualTo(5432);
    assertThat(settings.user()).isEqualTo("us@er");
    assertThat(settings.password()).isEqualTo("pa/ss");
    assertThat(settings.jdbcUrl()).startsWith("jdbc:postgresql://my_db:5432/chats?");
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://u:p@my_db/chats, is not a PostgreSQL address",
    "postgresql:///chats, is not a PostgreSQL address",
    "postgresql://my_db/chats, names no user",
    "postgresql://u:p@my_db, names no database"
  })
  void addressThatLacksSomethingIsRefused(String url, String problem) {
    assertThatThrownBy(() -> new PostgresSettings(url, 4))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("POSTGRES_URL " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?sslmode=full", "?ssl=true", "?sslmode", "?options=-c%20x=y"})
  void whatIsNotKnownIsRefused(String query) {
    assertThatThrownBy(() -> new PostgresSettings(URL + query, 4))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("POSTGRES_URL")
        .hasMessageContaining("Known are")
        .hasMessageNotContaining("pa%2Fss");
  }
}
