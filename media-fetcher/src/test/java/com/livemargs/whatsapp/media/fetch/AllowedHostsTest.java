package com.livemargs.whatsapp.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts =
      new AllowedHosts(
          new GraphSettings(
              "token",
              "http://127.0.0.1:8090",
              "v26.0",
              "cdn.example.com, b.example:8443",
              1,
              Map.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        "https://LOOKASIDE.fbsbx.com:443/x",
        "https://cdn.example.com/x",
        "https://b.example:8443/x",
        "http://127.0.0.1:8090/bytes/1"
      })
  void hostsThatAreNamedAreAllowed(String url) {
    assertThat(hosts.allow(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://graph_twin:8090/x, true",
    "https://my_cdn/x, true",
    "https://graph_twin:8090/x, false",
    "http://graph_twin/x, false",
    "https://other_cdn/x, false",
    "https://user@my_cdn/x, false"
  })
  void nameOfAContainerMayHaveAnUnderscore(String url, boolean allowed) {
    AllowedHosts named =
        new AllowedHosts(
            new GraphSettings("token", "http://graph_twin:8090", "v26.0", "my_cdn", 1, Map.of()));

    assertThat(named.allow(URI.create(url))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://lookaside.fbsbx.com/x",
        "https://lookaside.fbsbx.com:8443/x",
        "https://lookaside.fbsbx.com.evil.example/x",
        "https://evil.example/lookaside.fbsbx.com",
        "https://lookaside.fbsbx.com@evil.example/x",
        "https://user@lookaside.fbsbx.com/x",
        "https://b.example/x",
        "http://cdn.example.com/x",
        "http://127.0.0.1:8091/x",
        "http://127.0.0.1/x",
        "http://localhost:8090/x",
        "https://127.0.0.1:8090/x",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "/relative",
        "",
        "mailto:a@b"
      })
  void everyOtherHostIsRefused(String url) {
    assertThat(hosts.allow(URI.create(url))).isFalse();
  }
}
