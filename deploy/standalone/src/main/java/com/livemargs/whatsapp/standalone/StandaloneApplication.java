package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.events.progress.ProcessExit;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.standalone.settings.Settings;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;
import org.springframework.core.NestedExceptionUtils;

/**
 * Starts everything in this process and stops it again on SIGTERM or SIGINT.
 *
 * <p>Exit codes: 0 after a rehearsal, 143 or 130 after a signal, 1 with one sentence when the start
 * was refused, and where starting again helps, with all data kept: {@value #KAFKA_HALTED} when
 * Kafka gave up its storage, {@value ProcessExit#CODE} when a consumer was stuck, {@value
 * #SERVER_ENDED} when PostgreSQL or MongoDB ended.
 */
public final class StandaloneApplication {
  static final int KAFKA_HALTED = 75;
  static final int SERVER_ENDED = 77;
  private static final int REFUSED = 1;

  private StandaloneApplication() {}

  public static void main(String[] arguments) {
    try {
      run(
          Settings.of(System.getenv(), Path.of("")),
          arguments.length > 0 && "--rehearse".equals(arguments[0]));
    } catch (StartRefused e) {
      System.err.println(e.getMessage());
      System.exit(REFUSED);
    }
  }

  private static void run(Settings given, boolean rehearsal) {
    logInto(House.dataFolder(given));
    var house = new Standalone(rehearsal ? Rehearsal.settings(given) : given);
    haltDistinctly(System.err);
    Runtime.getRuntime().addShutdownHook(new Thread(new Shutdown(house), "shutdown"));
    ParentWatch.begin();
    if (!started(house, System.out, System.err)) {
      System.exit(REFUSED);
    } else if (rehearsal) {
      System.exit(0);
    }
    awaitSignal();
  }

  private static boolean started(Standalone house, PrintStream out, PrintStream err) {
    try {
      house.start(out::println, sentence -> end(sentence, err));
      return true;
    } catch (StartRefused e) {
      err.println(e.getMessage());
    } catch (RuntimeException e) {
      err.printf("The start failed: %s%n", said(NestedExceptionUtils.getMostSpecificCause(e)));
      Standalone.LOG.atError().setCause(e).log("The start failed");
    }
    return false;
  }

  private static String said(Throwable cause) {
    return cause instanceof InvalidSettingException wrong
        ? String.valueOf(wrong.getMessage())
        : cause.toString();
  }

  // Read by logback.xml, so it has to be known before the first logger is.
  private static void logInto(Path folder) {
    System.setProperty("standalone.log", folder.resolve("standalone.log").toString());
  }

  // Kafka halts its process when it can no longer trust its disk. The number tells ./run why.
  private static void haltDistinctly(PrintStream err) {
    Exit.setHaltProcedure(
        (code, reason) -> {
          err.printf("Kafka gave up its storage (%s).%n", reason == null ? "code " + code : reason);
          Runtime.getRuntime().halt(KAFKA_HALTED);
        });
  }

  private static void end(String sentence, PrintStream err) {
    err.println(sentence);
    Standalone.LOG.atError().addKeyValue("why", sentence).log("A server ended, so all is ended");
    new ProcessExit(SERVER_ENDED).run();
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
