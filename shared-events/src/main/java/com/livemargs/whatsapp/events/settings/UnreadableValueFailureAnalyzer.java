package com.livemargs.whatsapp.events.settings;

import java.util.Locale;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says by the environment's name which of Boot's own settings, such as {@code server.port}, cannot
 * be read. Boot's own words repeat the value and end with "review".
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableValueFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

  @Override
  protected FailureAnalysis analyze(
      Throwable rootFailure, InvalidConfigurationPropertyValueException cause) {
    String variable = cause.getName().replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    String fix = "Set it to " + kind(String.valueOf(cause.getReason())) + ", or leave it out.";
    return new FailureAnalysis(variable + " cannot be read. " + fix, fix, cause);
  }

  private static String kind(String reason) {
    boolean number = reason.contains("java.lang.Integer") || reason.contains("java.lang.Long");
    return number ? "a whole number within range" : "a value that Boot's documentation names";
  }
}
