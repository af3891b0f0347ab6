package com.livemargs.whatsapp.events.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says that the port is no number; Boot reads it before any settings are bound. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadablePortFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationPropertyValueException> {

  private static final String FIX = "Set it to a whole number within 0 to 65535.";

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, InvalidConfigurationPropertyValueException cause) {
    return cause.getName().equals("server.port")
        ? new FailureAnalysis("SERVER_PORT is not a number. " + FIX, FIX, cause)
        : null;
  }
}
