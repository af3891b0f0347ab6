package com.livemargs.whatsapp.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Lets tests wait longer for what is to happen than Awaitility's ten seconds: no claim is about
 * speed, and a busy machine with a broker, two databases and a browser on it takes its time.
 */
public final class Patience implements TestExecutionListener {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** For JUnit, which finds this listener by META-INF/services. */
  public Patience() {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
