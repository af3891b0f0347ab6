package com.livemargs.whatsapp.events.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnreadableValueTest {

  @Test
  void ofBootsOwnIsToldByItsNameInTheEnvironmentWithoutItsValue() {
    FailureAnalysis analysis =
        new UnreadableValueFailureAnalyzer()
            .analyze(
                new InvalidConfigurationPropertyValueException(
                    "server.port", "a-wrong-value", "Failed to convert to type java.lang.Integer"));

    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription())
        .startsWith("SERVER_PORT cannot be read")
        .doesNotContain("a-wrong-value");
    assertThat(analysis.getAction()).startsWith("Set it to a whole number");
  }
}
