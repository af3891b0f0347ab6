package com.livemargs.whatsapp.events.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnreadableSettingTest {

  @ParameterizedTest
  @CsvSource({"server.port, SERVER_PORT", "whatsapp.topics.partitions, TOPIC_PARTITIONS"})
  void isToldByItsNameInTheEnvironmentWithAFixAndWithoutItsValue(String property, String variable) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(variable, "a-wrong-value")));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("file", Map.of(property, "${" + variable + ":12}")));
    ConfigurationPropertySources.attach(environment);
    BindException failure =
        catchThrowableOfType(
            BindException.class, () -> Binder.get(environment).bind(property, Integer.class));

    FailureAnalysis analysis = new UnreadableSettingFailureAnalyzer().analyze(failure);

    assertThat(analysis).isNotNull();
    assertThat(analysis.getDescription())
        .startsWith(variable + " is not a whole number")
        .doesNotContain("a-wrong-value");
    assertThat(analysis.getAction()).startsWith("Set it to a whole number");
  }
}
