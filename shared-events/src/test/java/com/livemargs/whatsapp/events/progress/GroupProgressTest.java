package com.livemargs.whatsapp.events.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.progress.GroupProgress.PartitionLag;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupProgressTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TopicPartition ONE = new TopicPartition("t", 1);
  private static final TopicPartition TWO = new TopicPartition("t", 2);

  private final AtomicLong nanos = new AtomicLong();
  private final GroupProgress progress = new GroupProgress(nanos::get);

  @Test
  void nothingToDoIsNotBeingStuck() {
    progress.seen(Map.of(ONE, new PartitionLag(7, 0)));
    pass(600);
    progress.seen(Map.of(ONE, new PartitionLag(7, 0)));

    assertThat(progress.stalled(LIMIT)).isFalse();
    assertThat(progress.ageSeconds()).isZero();
  }

  @Test
  void recordsThatWaitWithoutAnySignAreAStall() {
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    pass(59);
    assertThat(progress.stalled(LIMIT)).isFalse();
    pass(2);

    assertThat(progress.stalled(LIMIT)).isTrue();
    assertThat(progress.ageSeconds()).isEqualTo(61);
    assertThat(progress.lag()).isEqualTo(3);
  }

  @Test
  void anOutageThatIsWaitedOutIsNot() {
    progress.began(1);
    for (int minute = 0; minute < 20; minute++) {
      progress.heldUp(Duration.ofSeconds(5));
      progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
      pass(50);
    }

    assertThat(progress.stalled(LIMIT)).isFalse();
    assertThat(progress.heldUpNow()).isEqualTo(1);
    assertThat(progress.ageSeconds()).isEqualTo(1000);
  }

  @Test
  void aPausedGroupIsNotStalledByWhatWaitedMeanwhileButThatIsTold() {
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    progress.paused();
    for (int minute = 0; minute < 20; minute++) {
      pass(50);
      progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    }
    assertThat(progress.ageSeconds()).isEqualTo(1000);
    assertThat(progress.pausedNow()).isEqualTo(1);

    progress.resumed();
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));

    assertThat(progress.stalled(LIMIT)).isFalse();
    assertThat(progress.pausedNow()).isZero();
    pass(61);
    assertThat(progress.stalled(LIMIT)).isTrue();
  }

  @Test
  void whileNoBrokerAnswersNobodyIsStuck() {
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    pass(59);
    progress.unseen();
    pass(59);

    assertThat(progress.stalled(LIMIT)).isFalse();
  }

  @Test
  void onePartitionThatNeverMovesIsFoundThoughOthersDo() {
    for (int round = 0; round <= 61; round++) {
      progress.worked();
      progress.seen(Map.of(ONE, new PartitionLag(7, 3), TWO, new PartitionLag(round, 9)));
      assertThat(progress.stalled(LIMIT)).isEqualTo(round > 60);
      pass(5);
    }
  }

  @Test
  void afterARestartOnlyANewSignCounts() {
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    pass(100);
    progress.restarted();
    long restarted = nanos.get();
    pass(1);
    progress.seen(Map.of(ONE, new PartitionLag(7, 3)));
    assertThat(progress.isWellSince(restarted)).isFalse();

    progress.began(1);

    assertThat(progress.isWellSince(restarted)).isTrue();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }
}
