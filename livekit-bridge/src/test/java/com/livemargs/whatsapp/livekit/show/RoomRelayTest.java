package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.PacketSettings;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.server.LiveKitTwin;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import livekit.LivekitRoom.SendDataRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomRelayTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final LiveKitTwin twin = new LiveKitTwin();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RoomRelay relay = relay();

  @AfterEach
  void close() {
    twin.close();
  }

  @Test
  void aRoomGetsItsMessagesInOrderAndEachAsTwoPackets() {
    twin.join("whatsapp_490", "whatsapp_491", "whatsapp_492");
    List<ConsumerRecord<String, byte[]>> batch =
        IntStream.range(0, 50).mapToObj(i -> message("49" + i % 3, "wamid." + i, NOW)).toList();

    handle(batch);

    assertThat(count("ok")).isEqualTo(50);
    for (String room : List.of("whatsapp_490", "whatsapp_491", "whatsapp_492")) {
      List<SendDataRequest> sent =
          twin.sent().stream().filter(request -> request.getRoom().equals(room)).toList();
      List<Integer> order =
          sent.stream()
              .filter(request -> request.getTopic().equals(Packets.CHAT_TOPIC))
              .map(request -> request.getData().toStringUtf8().replaceAll(".*text (\\d+)\"}", "$1"))
              .map(Integer::valueOf)
              .toList();
      assertThat(order).isSorted().hasSizeGreaterThan(15);
      assertThat(sent).hasSize(2 * order.size());
    }
  }

  @Test
  void aBatchAgainIsNotShownAgain() {
    twin.join("whatsapp_491");
    List<ConsumerRecord<String, byte[]>> batch = List.of(message("491", "wamid.1", NOW));

    handle(batch);
    handle(batch);

    assertThat(twin.sent()).hasSize(2);
  }

  @Test
  void ofABurstInAnEmptyRoomTheServerIsAskedOnceEachTime() {
    List<ConsumerRecord<String, byte[]>> burst =
        IntStream.range(0, 20).mapToObj(i -> message("491", "wamid." + i, NOW)).toList();

    handle(burst);
    assertThat(twin.calls()).containsExactly("CreateRoom", "ListParticipants");
    handle(burst);
    assertThat(twin.calls()).filteredOn("ListParticipants"::equals).hasSize(2);
    twin.join("whatsapp_491");
    handle(burst);

    assertThat(count("no_viewers")).isEqualTo(40);
    assertThat(twin.sent()).hasSize(40);
  }

  @Test
  void aMessageMakesItsRoomBehindAStatusThatNobodyWouldSee() {
    byte[] status = Changes.status("491", "wamid.1", "read", "");

    handle(List.of(record(Topics.STATUSES, status, NOW)));
    assertThat(twin.calls()).containsExactly("ListParticipants");
    handle(List.of(record(Topics.STATUSES, status, NOW), message("491", "wamid.2", NOW)));

    assertThat(twin.calls()).contains("CreateRoom");
    assertThat(count("no_viewers")).isEqualTo(3);
  }

  @Test
  void whatIsNoNewsAnyMoreIsLeftToTheHistory() {
    handle(
        List.of(
            message("491", "wamid.1", NOW.minusSeconds(121)),
            message("491", "wamid.2", NOW.minusSeconds(119))));

    assertThat(count("stale_skipped")).isEqualTo(1);
    assertThat(count("no_viewers")).isEqualTo(1);
  }

  @Test
  void importedHistoryMakesNoRoom() {
    handle(List.of(record(Changes.history("491", "wamid.1"), NOW)));

    assertThat(count("history_skipped")).isEqualTo(1);
    assertThat(twin.calls()).isEmpty();
  }

  @Test
  void aFileOfImportedHistoryIsNotShown() {
    handle(List.of(record(Topics.MEDIA, OurRecords.storedOfHistory("wamid.1", "491"), NOW)));

    assertThat(count("history_skipped")).isEqualTo(1);
    assertThat(twin.calls()).isEmpty();
  }

  @Test
  void aFileMakesNoRoomAndIsShownToWhoeverIsThere() {
    byte[] stored = OurRecords.stored("wamid.1", "491");

    handle(List.of(record(Topics.MEDIA, stored, NOW)));
    assertThat(twin.calls()).containsExactly("ListParticipants");
    twin.join("whatsapp_491");
    handle(List.of(record(Topics.MEDIA, stored, NOW)));

    assertThat(twin.sent())
        .extracting(SendDataRequest::getTopic)
        .containsExactly(Packets.CHAT_TOPIC, Packets.EVENT_TOPIC);
  }

  @Test
  void aSendIsSentIntoItsRoomOnceThoughItsRecordsComeTogether() {
    twin.join("whatsapp_491");
    UUID id = UUID.randomUUID();

    handle(List.of(sending(SendOutcome.PENDING, id), sending(SendOutcome.SENT, id)));
    handle(List.of(sending(SendOutcome.SENT, id)));

    assertThat(twin.calls()).filteredOn("SendData"::equals).hasSize(4);
    assertThat(twin.sent())
        .extracting(SendDataRequest::getTopic)
        .containsExactly(Packets.CHAT_TOPIC, Packets.EVENT_TOPIC, Packets.EVENT_TOPIC);
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

  private static ConsumerRecord<String, byte[]> sending(SendOutcome outcome, UUID id) {
    SendResult result = OurRecords.result(outcome, id, "wamid.9", "491", "whatsapp_491");
    return record(Topics.OUTBOUND_RESULTS, result.toJson(), NOW);
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
  void aBatchEndsBeforeItsConsumerLosesPatience() {
    WatchdogSettings watchdog =
        new WatchdogSettings(Duration.ofSeconds(11), Duration.ofSeconds(30));

    assertThat(ShowConfiguration.patience(watchdog))
        .isLessThan(watchdog.patience())
        .isGreaterThan(watchdog.patience().dividedBy(2));
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
  void aRecordThatCannotBeReadHasNoEffectOnItsNeighboursYet() {
    List<ConsumerRecord<String, byte[]>> batch =
        List.of(message("491", "wamid.1", NOW), record(new byte[] {'{'}, NOW));

    assertThatThrownBy(() -> relay.handle(batch).block()).isInstanceOf(NotJsonException.class);
    assertThat(twin.calls()).isEmpty();
  }

  @Test
  void aSendReadBesideARecordThatCannotBeReadIsShownWhenItIsReadAgain() {
    twin.join("whatsapp_491");
    SendResult result =
        OurRecords.result(SendOutcome.SENT, UUID.randomUUID(), "wamid.9", "491", "whatsapp_491");
    ConsumerRecord<String, byte[]> sent = record(Topics.OUTBOUND_RESULTS, result.toJson(), NOW);

    assertThatThrownBy(() -> relay.handle(List.of(sent, record(new byte[] {'{'}, NOW))).block())
        .isInstanceOf(NotJsonException.class);
    handle(List.of(sent));

    assertThat(twin.sent()).extracting(SendDataRequest::getTopic).contains(Packets.CHAT_TOPIC);
  }

  private void handle(List<ConsumerRecord<String, byte[]>> batch) {
    relay.handle(batch).block(Duration.ofSeconds(20));
  }

  private double count(String outcome) {
    return Optional.ofNullable(
            meters.find("whatsapp.livekit.publish").tag("outcome", outcome).counter())
        .map(counter -> counter.count())
        .orElse(0.0);
  }

  private RoomRelay relay() {
    IdentityView identities = new IdentityView();
    RecentMessages recent = new RecentMessages();
    MediaLinks links =
        new MediaLinks(new PacketSettings(14_336, null, null), InstantSource.system());
    RecordReader reader =
        new RecordReader(
            new MessageEvents(identities, recent),
            new StatusEvents(identities, recent),
            new FileEvents(identities, recent, links),
            new ResultEvents(recent));
    Freshness freshness = new Freshness(Duration.ofMinutes(2), InstantSource.fixed(NOW));
    Packets packets = new Packets(14_336);
    RoomPublisher publisher = twin.publisher();
    return new RoomRelay(
        reader,
        () -> new Visit(packets, publisher, recent, freshness),
        meters,
        Duration.ofSeconds(2));
  }

  private static ConsumerRecord<String, byte[]> message(
      String phone, String wamid, Instant written) {
    String number = wamid.substring(wamid.indexOf('.') + 1);
    return record(Changes.text(phone, "Ana", wamid, "text " + number), written);
  }

  private static ConsumerRecord<String, byte[]> record(byte[] value, Instant written) {
    return record(Topics.MESSAGES, value, written);
  }

  private static ConsumerRecord<String, byte[]> record(
      String topic, byte[] value, Instant written) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        written.toEpochMilli(),
        TimestampType.CREATE_TIME,
        1,
        1,
        "k",
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
