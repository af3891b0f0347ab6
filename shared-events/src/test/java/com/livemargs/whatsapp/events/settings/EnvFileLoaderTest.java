package com.livemargs.whatsapp.events.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvFileLoaderTest {

  private static final Bindable<Map<String, String>> STRINGS =
      Bindable.mapOf(String.class, String.class);

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  @Test
  void aServiceReadsWhatShellsAndComposeRead(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(".env"),
            """
            # a comment
            PLAIN=with=sign # and a remark
            DOUBLE="two # words"
            SINGLE='it is'
            export EXPORTED=yes
            BACK=a\\b\\tc
            TWICE=first
            TWICE=last
            EMPTY=
            """);

    try (var context = started(file, Map.of())) {
      Environment environment = context.getEnvironment();
      assertThat(environment.getProperty("PLAIN")).isEqualTo("with=sign");
      assertThat(environment.getProperty("DOUBLE")).isEqualTo("two # words");
      assertThat(environment.getProperty("SINGLE")).isEqualTo("it is");
      assertThat(environment.getProperty("EXPORTED")).isEqualTo("yes");
      assertThat(environment.getProperty("BACK")).isEqualTo("a\\b\\tc");
      assertThat(environment.getProperty("TWICE")).isEqualTo("last");
      assertThat(environment.getProperty("EMPTY")).isEmpty();
    }
  }

  @Test
  void springsOwnSettingsAreReadLikeThoseOfTheEnvironment(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(".env"),
            """
            SPRING_KAFKA_SECURITY_PROTOCOL=SASL_SSL
            SPRING_KAFKA_PROPERTIES_SASL_MECHANISM=PLAIN
            LOGGING_LEVEL_ORG_EXAMPLE=debug
            """);

    try (var context = started(file, Map.of())) {
      Binder binder = Binder.get(context.getEnvironment());
      assertThat(binder.bind("spring.kafka.security.protocol", String.class).get())
          .isEqualTo("SASL_SSL");
      assertThat(binder.bind("spring.kafka.properties", STRINGS).get())
          .containsEntry("sasl.mechanism", "PLAIN");
      assertThat(binder.bind("logging.level", STRINGS).get()).containsEntry("org.example", "debug");
    }
  }

  @Test
  void theEnvironmentGoesBeforeTheFile(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(".env"), "SPRING_KAFKA_SECURITY_PROTOCOL=SSL\nPLAIN=of the file\n");
    Map<String, Object> given =
        Map.of("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_SSL", "PLAIN", "of the environment");

    try (var context = started(file, given)) {
      Environment environment = context.getEnvironment();
      assertThat(environment.getProperty("PLAIN")).isEqualTo("of the environment");
      assertThat(environment.getProperty("spring.kafka.security.protocol")).isEqualTo("SASL_SSL");
    }
  }

  private static ConfigurableApplicationContext started(Path file, Map<String, Object> given) {
    var environment = new StandardEnvironment();
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(name, new SystemEnvironmentPropertySource(name, given));
    return new SpringApplicationBuilder(Nothing.class)
        .environment(environment)
        .web(WebApplicationType.NONE)
        .run("--spring.config.import=file:" + file + "[.env]");
  }
}
