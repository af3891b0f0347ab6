package com.livemargs.whatsapp.events.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.testkit.Machine;
import io.r2dbc.pool.ConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;

/** A server that has a certificate of an authority of its own. */
class EncryptedPostgresTest {

  private static final String PASSWORD = "a-password-of-the-test";

  @TempDir private static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    makeCertificate();
    server =
        EmbeddedPostgres.builder()
            .setPort(Machine.freePort())
            .setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
            .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
            .start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static void makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc=ca:true",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = loaded(store);
    write("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    Path key =
        write(
            "server.key",
            "PRIVATE KEY",
            keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private static KeyStore loaded(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(store)) {
      keys.load(bytes, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static Path write(String name, String what, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }

  @Test
  void isSpokenToInSecretWithoutBeingAsked() {
    assertThat(encrypted("")).isTrue();
    assertThat(encrypted("?sslmode=disable")).isFalse();
  }

  @Test
  void isVerifiedByTheAuthorityThatIsNamed() {
    assertThat(encrypted("?sslmode=verify-full&sslrootcert=" + folder.resolve("server.crt")))
        .isTrue();
  }

  @Test
  void isNotBelievedWhenNobodyVouchesForIt() {
    assertThatThrownBy(() -> encrypted("?sslmode=verify-full")).isNotNull();
  }

  private static boolean encrypted(String query) {
    String url =
        "postgresql://postgres:postgres@127.0.0.1:%d/postgres%s".formatted(server.getPort(), query);
    ConnectionPool pool =
        new PostgresConfiguration().connectionFactory(new PostgresSettings(url, 1));
    try {
      return Boolean.TRUE.equals(
          DatabaseClient.create(pool)
              .sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
              .mapValue(Boolean.class)
              .one()
              .block());
    } finally {
      pool.dispose();
    }
  }
}
