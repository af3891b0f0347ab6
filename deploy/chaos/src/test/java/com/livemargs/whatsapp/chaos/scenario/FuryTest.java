package com.livemargs.whatsapp.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuryTest {

  private static final int MANY = 1_000;
  private static final Set<String> ALL =
      Set.of(
          "SIGKILL postgres",
          "SIGTERM and restart mongodb",
          "SIGKILL kafka",
          "SIGKILL outbound",
          "stall connections to graph",
          "scale out and back media",
          "SIGSTOP for 30 s and longer persistence",
          "SIGSTOP for 30 s and longer kafka",
          "Meta: slow",
          "Meta, steadily: reset");

  private static Set<String> without(String... titles) {
    Set<String> done = new HashSet<>(ALL);
    Arrays.asList(titles).forEach(done::remove);
    return done;
  }

  private static Verdict judge(Tier tier, Set<String> done) {
    return new Fury(tier, MANY, Set.of(), Set.of(), done).judge();
  }

  @Test
  void stormWithEachKindIsOne() {
    assertThat(judge(Tier.LONG, ALL).finding()).isEqualTo(Finding.KEPT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIGKILL postgres",
        "SIGTERM and restart mongodb",
        "SIGKILL kafka",
        "stall connections to graph",
        "scale out and back media",
        "SIGSTOP for 30 s and longer persistence",
        "SIGSTOP for 30 s and longer kafka",
        "Meta: slow"
      })
  void stormWithoutOneKindShowsNothingAndSaysWhatWasMissing(String title) {
    Verdict verdict = judge(Tier.LONG, without(title));
    assertThat(verdict.finding()).isEqualTo(Finding.NOT_TESTED);
    assertThat(verdict.figures().get("what did not happen")).asString().isNotEqualTo("[]");
  }

  @Test
  void shortStormNeedsNoLongFreezeAndNoDeathOfItsOneBroker() {
    Set<String> done =
        without(
            "SIGKILL kafka",
            "SIGSTOP for 30 s and longer persistence",
            "SIGSTOP for 30 s and longer kafka");
    assertThat(judge(Tier.SHORT, done).finding()).isEqualTo(Finding.NOT_TESTED);
    done.add("SIGSTOP persistence");
    assertThat(judge(Tier.SHORT, done).finding()).isEqualTo(Finding.KEPT);
  }

  @Test
  void crashPointsThatNothingWasTakenToAreSaid() {
    Set<CrashPoint> rooms = Set.of(CrashPoint.LIVEKIT_BEFORE_PUBLISH);
    Verdict verdict = new Fury(Tier.LONG, MANY, Set.of(), rooms, ALL).judge();
    assertThat(verdict.finding()).isEqualTo(Finding.NOT_TESTED);
    assertThat(verdict.figures()).containsValue(rooms);
  }

  @Test
  void crashPointThatWasMissedBreaksIt() {
    Set<CrashPoint> missed = Set.of(CrashPoint.LIVEKIT_BEFORE_PUBLISH);
    Verdict verdict = new Fury(Tier.LONG, MANY, missed, Set.of(), ALL).judge();
    assertThat(verdict.finding()).isEqualTo(Finding.BROKEN);
  }
}
