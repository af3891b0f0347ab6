package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.livekit.packet.Packets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import livekit.LivekitRoom.SendDataRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the relay does while LiveKit does not answer. */
class LiveKitAwayTest extends Relaying {

  LiveKitAwayTest() {
    super(Duration.ofSeconds(2));
  }

  @Test
  void aServerThatNeverAnswersIsLeftAloneThoughTheConsumerGivesUpFirst() {
    twin.hangs();
    List<ConsumerRecord<String, byte[]>> batch =
        List.of(
            message("491", "wamid.1", NOW),
            message("492", "wamid.2", NOW),
            message("493", "wamid.3", NOW));

    assertThatThrownBy(() -> relay.handle(batch).block(Duration.ofSeconds(1)))
        .hasMessageContaining("Timeout");

    await()
        .untilAsserted(
            () -> {
              handle(batch);
              assertThat(count("away_skipped")).isPositive();
            });
  }

  @Test
  void aServerThatNeverAnswersDoesNotHoldTheBatchUp() {
    twin.hangs();

    handle(
        List.of(
            message("491", "wamid.1", NOW),
            message("491", "wamid.2", NOW),
            message("492", "wamid.3", NOW)));

    assertThat(count("failed")).isEqualTo(3);
  }

  @Test
  void aBatchEndsBeforeItsConsumerLosesPatience() {
    WatchdogSettings watchdog =
        new WatchdogSettings(Duration.ofSeconds(11), Duration.ofSeconds(30));

    assertThat(ShowConfiguration.patience(watchdog))
        .isLessThan(watchdog.patience())
        .isGreaterThan(watchdog.patience().dividedBy(2));
  }

  @Test
  void aSendThatLiveKitMissedIsShownWithItsOutcome() {
    twin.join("whatsapp_491");
    UUID id = UUID.randomUUID();
    twin.answersAlways(500);
    handle(List.of(sending(SendOutcome.PENDING, id)));
    assertThat(twin.sent()).isEmpty();
    twin.answersAlways(0);

    await()
        .untilAsserted(
            () -> {
              handle(List.of(sending(SendOutcome.SENT, id)));
              assertThat(twin.sent())
                  .extracting(SendDataRequest::getTopic)
                  .contains(Packets.CHAT_TOPIC);
            });
  }
}
