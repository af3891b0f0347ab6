package com.livemargs.whatsapp.events.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which variable moves a service from a port that somebody else holds. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortTakenFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
    int port = cause.getPort();
    String fix =
        "Stop what listens there (ss -ltnp or lsof -i :%d shows it), or set SERVER_PORT to another port."
            .formatted(port);
    return new FailureAnalysis("SERVER_PORT %d is in use. %s".formatted(port, fix), fix, cause);
  }
}
