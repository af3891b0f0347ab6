package com.livemargs.whatsapp.events.settings;

import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says that no broker has such a name, or that it is no host:port, where Kafka's client cannot
 * start.
 */
final class BootstrapServersFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

  private static final String FIX =
      "Set it to host:port of one or more brokers, comma-separated, and see that a name among them resolves.";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
    if (!String.valueOf(cause.getMessage()).contains("bootstrap.servers")) {
      return null;
    }
    return new FailureAnalysis(
        "KAFKA_BOOTSTRAP_SERVERS holds no host:port that is known here. " + FIX, FIX, cause);
  }
}
