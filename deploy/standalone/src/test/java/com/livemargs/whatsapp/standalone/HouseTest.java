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
}
