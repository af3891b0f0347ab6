package com.livemargs.whatsapp.standalone.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * Every event that is logged at the levels of production, with its keys, values and stack traces,
 * before any mask.
 */
final class LogCapture extends AppenderBase<ILoggingEvent> implements LoggerContextListener {

  private static final String SIMULATOR = "com.livemargs.whatsapp.simulator";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  static LogCapture begin() {
    LogCapture capture = new LogCapture();
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    capture.setContext(logs);
    capture.start();
    logs.addListener(capture);
    root(logs).addAppender(capture);
    return capture;
  }

  /** A service alone logs INFO of everybody; what is in one process logs less. */
  void widen() {
    LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    root(logs).setLevel(Level.INFO);
    if (!root(logs).isAttached(this)) {
      root(logs).addAppender(this);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private static Logger root(LoggerContext logs) {
    return logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (!event.getLoggerName().startsWith(SIMULATOR)) {
      String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          "%s %s %s %s %s %s"
              .formatted(
                  event.getLevel(),
                  event.getLoggerName(),
                  event.getFormattedMessage(),
                  event.getKeyValuePairs(),
                  event.getMDCPropertyMap(),
                  trace));
    }
  }

  // A logging system that is set up anew stops every appender that it finds.
  @Override
  public void stop() {}

  @Override
  public boolean isResetResistant() {
    return true;
  }

  @Override
  public void onReset(LoggerContext logs) {
    root(logs).addAppender(this);
  }

  @Override
  public void onStart(LoggerContext logs) {}

  @Override
  public void onStop(LoggerContext logs) {}

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
