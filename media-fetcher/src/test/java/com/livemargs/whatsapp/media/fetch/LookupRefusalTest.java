package com.livemargs.whatsapp.media.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.media.outage.Outage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "401, 190, REFUSED",
    "401, 0, REFUSED",
    "403, 10, REFUSED",
    "400, 102, REFUSED",
    "403, 200, REFUSED",
    "403, 131031, REFUSED",
    "400, 4, LIMIT",
    "400, 80007, LIMIT",
    "400, 130429, LIMIT",
    "429, 999999, LIMIT",
    "500, 131000, FAILING",
    "400, 2, FAILING",
    "503, 999999, FAILING"
  })
  void whatIsNotThisFilesFaultIsAnOutage(int status, int code, Outage outage) {
    assertThat(LookupRefusal.of(status, error(code)))
        .isInstanceOfSatisfying(
            FetchException.Away.class, away -> assertThat(away.outage()).isEqualTo(outage));
  }

  @ParameterizedTest
  @CsvSource({"400, 100", "404, 100", "500, 100", "400, 33", "400, 131052", "404, 999999"})
  void whatIsWrongWithTheFileIsNone(int status, int code) {
    assertThat(LookupRefusal.of(status, error(code)))
        .isNotInstanceOf(FetchException.Away.class)
        .hasMessageContaining("code " + code);
  }

  @ParameterizedTest
  @CsvSource({"401, REFUSED", "403, REFUSED", "429, LIMIT", "408, FAILING", "502, FAILING"})
  void withoutACodeTheStatusTells(int status, Outage outage) {
    assertThat(LookupRefusal.of(status, "<html>no</html>".getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            FetchException.Away.class, away -> assertThat(away.outage()).isEqualTo(outage));
  }

  @ParameterizedTest
  @CsvSource({"400", "404"})
  void aBareRefusalIsTheFilesOwn(int status) {
    assertThat(LookupRefusal.of(status, new byte[0])).isNotInstanceOf(FetchException.Away.class);
  }

  private static byte[] error(int code) {
    return "{\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(code).getBytes(UTF_8);
  }
}
