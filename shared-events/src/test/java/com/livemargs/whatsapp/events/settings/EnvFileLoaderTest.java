package com.livemargs.whatsapp.events.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

class EnvFileLoaderTest {

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
    String include = "--spring.config.import=file:" + file + "[.env]";

    try (var context =
        new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run(include)) {
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
}
