package com.livemargs.whatsapp.events.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The log line of a service alone, as {@code whatsapp.yml} sets it. */
class LogMaskTest {

  private static final String WAMID = "wamid.HBgNNDkxNzY1NTQ0MzMyMhUCABEYEjQ4RDg=";

  @Test
  void phonesIdsAndWamidsOfLibrariesAreMaskedAndKeysAndValuesStand() {
    IllegalStateException failure =
        new IllegalStateException("Key (whatsapp_message_id)=(" + WAMID + ") of DE.90817263544");

    String line = line("No room for +4917655443322", failure);

    assertThat(line)
        .contains("No room for ***", "group=\"persistence-postgres\"", "IllegalStateException")
        .contains("Key (whatsapp_message_id)=(***) of ***")
        .doesNotContain("4917655443322", WAMID, "DE.90817263544");
    assertThat(line.split("IllegalStateException", -1)).hasSize(2);
  }

  @Test
  void whatIsLoggedOfAFailureHasItsKindsAndPlacesButNoWords() {
    Exception cause = new IllegalArgumentException(WAMID);
    Wordless wordless = Wordless.of(new IllegalStateException("says " + WAMID, cause));

    String line = line("A request failed unexpectedly", wordless);

    assertThat(line)
        .contains("IllegalStateException", "IllegalArgumentException", "LogMaskTest.")
        .doesNotContain("wamid", "says");
  }

  private static String line(String message, Throwable failure) {
    LoggerContext context = new LoggerContext();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern());
    encoder.start();
    LoggingEvent event =
        new LoggingEvent(
            "fqcn",
            context.getLogger("x"),
            ch.qos.logback.classic.Level.WARN,
            message,
            failure,
            null);
    event.setKeyValuePairs(List.of(new KeyValuePair("group", "persistence-postgres")));
    return new String(encoder.encode(event), UTF_8);
  }

  // Boot's own word for exceptions with white space is known to Boot's configuration only.
  private static String pattern() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("whatsapp.yml"));
    var properties = Objects.requireNonNull(yaml.getObject());
    return properties.getProperty("logging.pattern.console").replace("%wEx", "%ex");
  }
}
