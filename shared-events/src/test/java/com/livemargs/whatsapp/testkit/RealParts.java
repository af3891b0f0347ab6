package com.livemargs.whatsapp.testkit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parts of this test run are real. A test that needs a part that is absent is skipped; with
 * {@code -Dreal.required=true} it fails instead, so that a green run proves what it says.
 */
public final class RealParts implements TestExecutionListener {

  private static final Logger LOG = LoggerFactory.getLogger(RealParts.class);
  private static final Map<String, Set<String>> USED = new ConcurrentHashMap<>();
  private static final Set<String> SKIPPED = ConcurrentHashMap.newKeySet();

  /** For JUnit, which finds this listener by META-INF/services. */
  public RealParts() {}

  /** Says once at the end of the run which parts were real. */
  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    String report = report();
    if (!report.isEmpty()) {
      LOG.info(report);
    }
  }

  /** A real mongod, or the test is skipped. */
  public static MongoServer mongod() {
    return assume(MongoServer.real(), "mongod");
  }

  /** A real LiveKit server, or the test is skipped. */
  public static LiveKitServer liveKit() {
    return assume(LiveKitServer.find(), "livekit-server");
  }

  /**
   * A Docker engine, or the test is skipped. Where the tests themselves run in a container, the
   * engine is found with {@code TESTCONTAINERS_HOST_OVERRIDE=localhost} in the environment.
   */
  public static void docker() {
    assume(Containers.engineVersion(), "a Docker engine");
  }

  /**
   * The part, or the end of this test: skipped, or failed where real parts are required.
   *
   * @param what the missing part, as in "this test needs …"
   */
  public static <T> T assume(Optional<T> part, String what) {
    if (part.isPresent()) {
      return part.get();
    }
    String sentence = "this test needs " + what + ", which is not on this machine";
    return required() ? fail(sentence) : skip(sentence);
  }

  // A class that is skipped as a whole appears in no report of Maven's.
  private static <T> T skip(String sentence) {
    if (SKIPPED.add(sentence)) {
      LOG.info("skipped: {}", sentence);
    }
    return abort(sentence);
  }

  /** The stand-in, unless real parts are required. */
  static <T> T insteadOf(String what, Supplier<T> standIn) {
    return required()
        ? fail(what + " is not on this machine, and real.required forbids its stand-in")
        : standIn.get();
  }

  static boolean required() {
    return Boolean.getBoolean("real.required");
  }

  /** Remembers for the report that a part took part in this run. */
  static void used(String part, String how) {
    USED.computeIfAbsent(part, name -> ConcurrentHashMap.newKeySet()).add(how);
  }

  /** One line, empty when no part was used. */
  static String report() {
    if (USED.isEmpty()) {
      return "";
    }
    return Stream.of("kafka", "postgresql", "mongodb", "livekit")
        .map(part -> part + " " + describe(USED.getOrDefault(part, Set.of("not used"))))
        .collect(Collectors.joining(", ", "real parts: ", ""));
  }

  private static String describe(Set<String> how) {
    return String.join(" and ", new TreeSet<>(how));
  }
}
