package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.Packets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import livekit.LivekitRoom.SendDataRequest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RoomRelayTest extends Relaying {

  RoomRelayTest() {
    super(Duration.ofMinutes(1));
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
}
