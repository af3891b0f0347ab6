package com.livemargs.whatsapp.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What one class logs from now on, with its keys and values, whatever level the tests log at. */
public final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final @Nullable Level before;

  private Logged(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
  }

  /** Begins to listen. */
  public static Logged by(Class<?> who) {
    Logger logger = (Logger) LoggerFactory.getLogger(who);
    Logged logged = new Logged(logger);
    logged.setContext(logger.getLoggerContext());
    logged.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(logged);
    return logged;
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    stop();
  }
}
