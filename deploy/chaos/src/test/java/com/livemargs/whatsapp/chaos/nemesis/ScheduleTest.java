package com.livemargs.whatsapp.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final int MANY = 2_000;

  private static List<Schedule.Step> steps(long seed) {
    Schedule schedule =
        new Schedule(
            new Random(seed),
            List.of("ingress-1", "media-1"),
            List.of("kafka-1", "postgres"),
            List.of("postgres", "graph"));
    return schedule.steps(Duration.ofSeconds(4)).limit(MANY).toList();
  }

  @Test
  void sameSeedIsTheSameSchedule() {
    assertThat(steps(17)).isEqualTo(steps(17)).isNotEqualTo(steps(18));
  }

  @Test
  void eachKindOfBlowComesFirstWhateverTheSeed() {
    for (long seed = 0; seed < 100; seed++) {
      List<String> first =
          large(seed).steps(Duration.ofSeconds(7)).limit(7).map(it -> it.blow().title()).toList();
      assertThat(Kind.absent(first))
          .containsExactlyInAnyOrder(Kind.LONG_FREEZE_OF_OURS, Kind.LONG_FREEZE_OF_A_BROKER);
    }
  }

  @Test
  void whatIsFrozenFirstIsNotOnItsTourOfCrashPoints() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(large(seed).steps(Duration.ofSeconds(7)).limit(7).map(Schedule.Step::blow))
          .filteredOn(Blow.Freeze.class::isInstance)
          .extracting(blow -> ((Blow.Freeze) blow).node())
          .containsExactly("media-2");
    }
  }

  private static Schedule large(long seed) {
    return new Schedule(
        new Random(seed),
        List.of("ingress-1", "media-1", "media-2"),
        List.of("kafka-1", "kafka-2", "kafka-3", "postgres", "mongodb", "livekit-server"),
        List.of("postgres", "graph"));
  }

  @Test
  void hundredBlowsFreezeAServiceAndABrokerForHalfAMinute() {
    List<String> frozen =
        steps(17).stream()
            .limit(100)
            .map(Schedule.Step::blow)
            .filter(blow -> blow instanceof Blow.Freeze freeze && freeze.isLong())
            .map(Blow::title)
            .toList();
    assertThat(frozen)
        .contains("SIGSTOP for 30 s and longer kafka")
        .anyMatch(title -> title.matches("SIGSTOP for 30 s and longer (ingress|media)"));
  }

  @Test
  void slownessOfMetaIsSlowAndNotYetSilence() {
    assertThat(faults().filter(order -> order.get("kind").equals("slow")))
        .isNotEmpty()
        .extracting(order -> Duration.parse(String.valueOf(order.get("delay"))))
        .allMatch(delay -> delay.toSeconds() >= 2 && delay.toSeconds() < 10);
  }

  @Test
  void metaAlsoFallsSilentBeforeAndAfterItHasTakenASend() {
    assertThat(faults())
        .extracting(order -> order.get("kind"))
        .contains("stall", "accept-then-stall");
  }

  private static Stream<Map<String, Object>> faults() {
    return steps(17).stream()
        .map(Schedule.Step::blow)
        .filter(Blow.Meta.class::isInstance)
        .map(blow -> ((Blow.Meta) blow).order());
  }

  @Test
  void everyKindOfBlowComesSoonerOrLater() {
    Set<Class<?>> struck =
        steps(17).stream().map(step -> step.blow().getClass()).collect(Collectors.toSet());
    assertThat(struck).containsExactlyInAnyOrder(Blow.class.getPermittedSubclasses());
  }
}
