package com.livemargs.whatsapp.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Lets tests wait longer for what is to happen than Awaitility's ten seconds: no claim is about
 * speed, and a busy machine with a broker, two databases and a browser on it takes its time. What
 * has happened is seen at once, where Awaitility would first let a tenth of a second pass; what
 * cannot be asked yet, because it is not there, has not happened, and is told when time is up.
 */
public final class Patience implements TestExecutionListener {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int STEP_MILLIS = 10;
  private static final int LONGEST_STEP = 10;

  /** For JUnit, which finds this listener by META-INF/services. */
  public Patience() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    Awaitility.setDefaultTimeout(LONG);
    Awaitility.ignoreExceptionsByDefault();
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval((look, last) -> untilNext(look));
  }

  // Ever rarer, to a tenth of a second: most things happen at once, and a look costs something too.
  private static Duration untilNext(int look) {
    return Duration.ofMillis((long) STEP_MILLIS * Math.min(look, LONGEST_STEP));
  }
}
