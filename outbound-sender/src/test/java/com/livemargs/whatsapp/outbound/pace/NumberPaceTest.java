package com.livemargs.whatsapp.outbound.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPaceTest {

  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  private static NumberPace after(Grant grant, int sends) {
    return new NumberPace("1", grant.tokens() - sends, grant.at(), null, null, null, null);
  }

  /** Takes all it may at moments as a busy machine gives them. */
  private static List<Instant> sends(int limit, Duration length, boolean people) {
    Random moments = new Random(limit);
    List<Instant> sends = new ArrayList<>();
    NumberPace pace = NumberPace.fresh("1", START);
    for (Instant at = START;
        at.isBefore(START.plus(length));
        at = at.plusMillis(1 + moments.nextInt(40))) {
      Grant grant = pace.at(at, limit);
      int taken = people ? grant.people() : grant.all();
      sends.addAll(java.util.Collections.nCopies(taken, at));
      pace = after(grant, taken);
    }
    return sends;
  }

  @ParameterizedTest
  @CsvSource({"10, 7", "20, 15", "80, 65", "1000, 850"})
  void noSecondSeesMoreThanTheLimitAndLittleIsLeftUnused(int limit, int least) {
    List<Instant> sends = sends(limit, Duration.ofSeconds(10), true);

    for (Instant from : sends) {
      Instant end = from.plusSeconds(1);
      long within = sends.stream().filter(at -> !at.isBefore(from) && at.isBefore(end)).count();
      assertThat(within).isLessThanOrEqualTo(limit);
    }
    assertThat(sends).hasSizeGreaterThanOrEqualTo(least * 10);
  }

  @Test
  void slowNumbersGoOnToo() {
    assertThat(sends(1, Duration.ofSeconds(20), false)).hasSizeBetween(18, 20);
  }

  @Test
  void commandsLeaveSomethingToPeople() {
    NumberPace pace = NumberPace.fresh("1", START);
    Grant full = pace.at(START, 80);

    Grant rest = after(full, full.all()).at(START, 80);

    assertThat(full.people()).isEqualTo(8);
    assertThat(rest.all()).isZero();
    assertThat(rest.people()).isPositive();
  }

  @Test
  void cutRateComesBackInTime() {
    NumberPace cut = new NumberPace("1", 0, START, 40.0, START, START.plusSeconds(1), null);

    assertThat(cut.at(START.plusMillis(500), 80).isEmpty()).isTrue();
    assertThat(cut.rate(80, START)).isEqualTo(40);
    assertThat(cut.rate(80, START.plusSeconds(25))).isEqualTo(60);
    assertThat(cut.rate(80, START.plusSeconds(60))).isEqualTo(80);
  }

  @Test
  void stoppedNumberMayTryOneWhenItIsTime() {
    NumberPace stopped = new NumberPace("1", 8, START, null, null, null, START.plusSeconds(1));

    assertThat(stopped.at(START, 80).isEmpty()).isTrue();
    Grant trial = stopped.at(START.plusSeconds(1), 80);
    assertThat(trial.trial()).isTrue();
    assertThat(trial.people()).isEqualTo(1);
    assertThat(trial.all()).isEqualTo(1);
  }
}
