package com.livemargs.whatsapp.events.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The log line of a service alone, as {@code whatsapp.yml} sets it. */
class LogMaskTest {

  private static final String WAMID = "wamid.HBgNNDkxNzY1NTQ0MzMyMhUCABEYEjQ4RDg=";
  private static final String PHONE = "4917655443322";
  private static final String ID = "DE.90817263544";
  private static final String PARENT_ID = "US.ENT.11815799212886844830";
  private static final String TOKEN = "EAAGm0PX4ZCpsBAKZCv2ZBZAxyz1234567890";
  private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_";
  private static final List<String> CANARIES = List.of(WAMID, PHONE, ID, PARENT_ID, TOKEN, JWT);

  // Digits of it look like a phone; who searches for a trace needs it whole.
  private static final String TRACE = "4bf92f3577b34da6a3ce929123456789";

  @ParameterizedTest
  @ValueSource(strings = {"text", "ecs", "logstash", "gelf"})
  void whatLibrariesQuoteIsMaskedAndKeysAndValuesStand(String format) {
    String quoted = "(" + String.join(")(", CANARIES) + ")";
    Exception failure = new IllegalStateException("Key " + quoted, new IOException(quoted));

    String line = line(format, "No room for +" + PHONE + quoted, failure);

    String masked = "(***)(***)(***)(US.E***)(***)(***)";
    assertThat(line)
        .contains("No room for ***" + masked, "Key " + masked, "IOException: " + masked)
        .contains("IllegalStateException", "LogMaskTest.", "persistence-postgres", TRACE)
        .doesNotContain(CANARIES);
  }

  @Test
  void aLineOfTextHasTheFailureOnce() {
    assertThat(line("text", "says", new IllegalStateException("x")).split("IllegalStateException"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecs", "logstash", "gelf"})
  void aLineOfJsonStaysJson(String format) {
    String line = line(format, "Said \"" + WAMID + "\"\n", new IllegalStateException(PHONE));

    assertThat(Json.MAPPER.readTree(line).isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "ecs", "logstash", "gelf"})
  void whatIsLoggedOfAFailureHasItsKindsAndPlacesButNoWords(String format) {
    Exception cause = new IllegalArgumentException(WAMID);
    Wordless wordless = Wordless.of(new IllegalStateException("says " + WAMID, cause));

    String line = line(format, "A request failed unexpectedly", wordless);

    assertThat(line)
        .contains("IllegalStateException", "IllegalArgumentException", "LogMaskTest.")
        .doesNotContain("wamid", "says");
  }

  private static String line(String format, String message, Throwable failure) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putObject(Environment.class.getName(), environment());
    Encoder<ILoggingEvent> encoder = format.equals("text") ? text() : json(format);
    encoder.setContext(context);
    encoder.start();
    LoggingEvent event =
        new LoggingEvent("fqcn", context.getLogger("x"), Level.WARN, message, failure, null);
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("group", "persistence-postgres"), new KeyValuePair("trace", TRACE)));
    return new String(encoder.encode(event), UTF_8);
  }

  // Boot's own word for exceptions with white space is known to Boot's configuration only.
  private static Encoder<ILoggingEvent> text() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    String pattern = environment().getRequiredProperty("logging.pattern.console");
    encoder.setPattern(pattern.replace("%wEx", "%ex"));
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(String format) {
    StructuredLogEncoder encoder = new StructuredLogEncoder();
    encoder.setFormat(format);
    return encoder;
  }

  private static ConfigurableEnvironment environment() {
    ConfigurableEnvironment environment = new StandardEnvironment();
    try {
      new YamlPropertySourceLoader()
          .load("whatsapp.yml", new ClassPathResource("whatsapp.yml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    return environment;
  }
}
