package com.livemargs.whatsapp.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.standalone.settings.Settings;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseTest {

  @ParameterizedTest
  @CsvSource({"8080, 9080", "64535, 65535", "64536, 63536", "65535, 64535"})
  void operatorsAreAnsweredAThousandAboveOrWhereNothingIsAboveBelow(int http, int operators) {
    Settings given = Settings.none().with(Map.of("HTTP_PORT", String.valueOf(http)));

    assertThat(House.of(given).managementPort()).isEqualTo(operators);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1:8080",
    "0.0.0.0, http://127.0.0.1:8080",
    "'::', 'http://[::1]:8080'",
    "fe80::1, 'http://[fe80::1]:8080'"
  })
  void programsOfThisMachineFindTheServicesWhereverTheyAreBound(String bind, String url) {
    Settings given = Settings.none().with(Map.of("HTTP_BIND", bind));

    assertThat(House.of(given).httpUrl()).hasToString(url);
  }
}
