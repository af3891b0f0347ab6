package com.livemargs.whatsapp.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Letters that are replayed. */
class ReplayTest extends Digesting {

  @Test
  void aFixedReleaseDigestsWhatIsReplayedAndOnlyTheGroupThatFailedReadsItAgain() {
    String bad = bury();
    BROKEN.set(false);

    JsonNode report = post("replay", order(bad, ",\"dryRun\":false,\"ratePerSecond\":1000"));

    assertThat(report.path("done").asInt()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(digested(bad)).hasSize(1));
    ConsumerRecord<String, byte[]> back = digested(bad).getFirst();
    assertThat(back.key()).isEqualTo(KEY);
    assertThat(EventHeaders.text(back.headers(), "ce_id")).isEqualTo("id-" + bad);
    assertThat(EventHeaders.text(back.headers(), "replay-id"))
        .isEqualTo(report.path("id").asString());
    assertThat(back.headers()).noneMatch(header -> header.key().startsWith("dlt-"));
    assertThat(KAFKA.drain(Topics.ACCOUNT).stream().filter(r -> text(r).equals(bad)))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(back.timestamp(), back.timestamp());
    // The watching group has read what came after it: it has passed the replayed record by.
    String after = "after-" + UUID.randomUUID();
    KAFKA.produce(Topics.ACCOUNT, KEY, after);
    await().untilAsserted(() -> assertThat(WATCHED).contains(after));
    assertThat(WATCHED).filteredOn(bad::equals).hasSize(1);
  }

  @Test
  void whatWasReplayedIsShownSoAndIsNotReplayedASecondTime() {
    String bad = bury();
    BROKEN.set(false);
    String order = order(bad, ",\"dryRun\":false");

    assertThat(post("replay", order).path("done").asInt()).isEqualTo(1);
    assertThat(post("replay", order).path("done").asInt()).isEqualTo(0);

    JsonNode letter = letter(bad, "replayed");
    assertThat(letter.path("handled").path("operator").asString()).hasSize(8);
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(2);
  }

  @Test
  void whatFailsAgainComesBackAsANewLetterThatKnowsItsAttempts() {
    String bad = bury();

    post("replay", order(bad, ",\"dryRun\":false"));

    await()
        .untilAsserted(() -> assertThat(letter(bad, "open").path("attempts").asInt()).isEqualTo(2));
    assertThat(letter(bad, "replayed").path("attempts").asInt()).isEqualTo(1);
  }
}
