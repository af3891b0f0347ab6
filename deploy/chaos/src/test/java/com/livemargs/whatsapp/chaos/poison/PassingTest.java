package com.livemargs.whatsapp.chaos.poison;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.scenario.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PassingTest {

  private static final TopicPartition STATUSES = new TopicPartition("statuses", 0);
  private static final Duration A_LOOK = Duration.ofMillis(1);

  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> places =
      new ConcurrentHashMap<>();
  private final Passing passing = new Passing(groups -> places);

  PassingTest() {
    passing.expect("status-no-json", List.of("one", "two"), STATUSES, 7);
  }

  private void finish(String group, TopicPartition partition, long place) {
    places.put(group, Map.of(partition, new OffsetAndMetadata(place)));
    passing.look(A_LOOK);
  }

  private Finding verdict() {
    return PoisonScenario.passing(new Passing(groups -> places), passing, 1).finding();
  }

  @Test
  void groupsThatHaveCommittedTheRecordHavePassed() {
    finish("one", STATUSES, 8);
    finish("two", STATUSES, 9);
    assertThat(passing.missing()).isEmpty();
    assertThat(verdict()).isEqualTo(Finding.KEPT);
  }

  @Test
  void oneGroupThatStandsBehindPoisonOfAnyTopicIsFound() {
    finish("one", STATUSES, 8);
    finish("two", STATUSES, 7);
    assertThat(passing.missing()).containsExactly("status-no-json in two");
    assertThat(verdict()).isEqualTo(Finding.BROKEN);
  }

  @Test
  void whatAGroupHasFinishedElsewhereIsNoMatter() {
    finish("one", STATUSES, 8);
    finish("two", new TopicPartition("statuses", 1), 100);
    assertThat(passing.missing()).containsExactly("status-no-json in two");
  }
}
