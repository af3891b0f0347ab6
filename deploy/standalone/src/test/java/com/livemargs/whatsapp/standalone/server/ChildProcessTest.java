package com.livemargs.whatsapp.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that prints, and ends. */
class ChildProcessTest {

  private final Path log;

  ChildProcessTest(@TempDir Path folder) {
    log = folder.resolve("program.log");
  }

  private ChildProcess start(String script) {
    return ChildProcess.start("It", List.of("sh", "-c", script), Map.of(), log);
  }

  private ChildProcess ended(String script) {
    var program = start(script);
    await().until(() -> !program.isAlive());
    return program;
  }

  @Test
  void isWaitedForAsLongAsItSaysThatItIsGettingThere() {
    var program = start("echo replaying; sleep 1; echo ready; exec sleep 60");
    try {
      program.awaitReady(
          Duration.ofMillis(50),
          () -> program.said().contains("ready"),
          () -> program.said().endsWith("replaying\n") || program.said().isEmpty());
    } finally {
      program.stop("KILL");
    }
  }

  @Test
  void isGivenUpWhenItTakesTooLongAndSaysNothing() {
    var program = start("exec sleep 60");
    try {
      assertThatThrownBy(() -> program.awaitReady(Duration.ofMillis(50), () -> false, () -> false))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("It did not start");
    } finally {
      program.stop("KILL");
    }
  }

  @Test
  void whyItEndedIsStillThereAfterItsNextStart() {
    ended("echo 'FATAL: no room'");

    assertThat(ended("echo started").lastWords()).isEqualTo("started");

    assertThat(log.resolveSibling("program.log.1")).hasContent("FATAL: no room");
  }

  @Test
  void whyItEndedIsStillThereAfterAStartThatOnlyCameTooSoon() {
    ended("echo 'FATAL: no room'");
    ended("echo 'FATAL: lock file'").dropLog();
    ended("echo started");

    assertThat(log.resolveSibling("program.log.1")).hasContent("FATAL: no room");
  }

  @Test
  void itsEndIsToldWithItsLastWords() {
    var told = new CopyOnWriteArrayList<String>();
    var program =
        ChildProcess.start("It", List.of("sh", "-c", "echo hello; sleep 60"), Map.of(), log);
    program.whenItEnds(told::add);
    await().until(() -> program.said().contains("hello"));

    ProcessHandle.of(program.pid()).orElseThrow().destroyForcibly();

    await().until(() -> told.stream().anyMatch(it -> it.startsWith("It ended: hello")));
  }

  @Test
  void ofALongLogTheEndIsReadAlone() {
    var program = ended("yes 'a line of many' | head -n 100000; echo 'FATAL: no room'");

    assertThat(program.lastWords()).isEqualTo("FATAL: no room");
    assertThat(program.said()).hasSizeLessThanOrEqualTo(64 << 10);
  }
}
