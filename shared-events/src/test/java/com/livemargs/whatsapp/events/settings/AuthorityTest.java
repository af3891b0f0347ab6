package com.livemargs.whatsapp.events.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://us%40er:pa%2Fss@my_db:6432/chats, us%40er:pa%2Fss, my_db, 6432",
    "http://my_db, , my_db, -1",
    "http://my_db:/x, , my_db, -1",
    "http://db.example:80/a@b, , db.example, 80",
    "https://bücher.example/?q=1, , bücher.example, -1",
    "http://[::1]:8080, , [::1], 8080",
    "http://u@my_db:1, u, my_db, 1"
  })
  void whoIsNamedIsFound(String url, @Nullable String userInfo, String host, int port) {
    assertThat(Authority.of(URI.create(url))).contains(new Authority(userInfo, host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/path",
        "mailto:a@b",
        "http:/x",
        "http://:80/",
        "http://u@:80/",
        "http://h:x/",
        "http://h:65536/"
      })
  void whereNobodyIsNamedNobodyIsFound(String url) {
    assertThat(Authority.of(URI.create(url))).isEmpty();
  }

  @Test
  void passwordIsNeverPrinted() {
    assertThat(Authority.of(URI.create("http://user:secret@my_db")).toString())
        .doesNotContain("secret");
  }
}
