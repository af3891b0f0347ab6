package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;

/** A relay of records into the rooms of a server that tells what it was sent. */
abstract class Relaying {

  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  final LiveKitTwin twin = new LiveKitTwin();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final RoomRelay relay;

  /**
   * A relay.
   *
   * @param patience with one batch
   */
  Relaying(Duration patience) {
    relay = relay(patience);
  }

  @AfterEach
  void close() {
    twin.close();
  }

  void handle(List<ConsumerRecord<String, byte[]>> batch) {
    relay.handle(batch).block(Duration.ofMinutes(2));
  }

  double count(String outcome) {
    return Optional.ofNullable(
            meters.find("whatsapp.livekit.publish").tag("outcome", outcome).counter())
        .map(counter -> counter.count())
        .orElse(0.0);
  }

  private RoomRelay relay(Duration patience) {
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
        reader, () -> new Visit(packets, publisher, recent, freshness), meters, patience);
  }

  static ConsumerRecord<String, byte[]> message(String phone, String wamid, Instant written) {
    String number = wamid.substring(wamid.indexOf('.') + 1);
    return record(Changes.text(phone, "Ana", wamid, "text " + number), written);
  }

  static ConsumerRecord<String, byte[]> sending(SendOutcome outcome, UUID id) {
    SendResult result = OurRecords.result(outcome, id, "wamid.9", "491", "whatsapp_491");
    return record(Topics.OUTBOUND_RESULTS, result.toJson(), NOW);
  }

  static ConsumerRecord<String, byte[]> record(byte[] value, Instant written) {
    return record(Topics.MESSAGES, value, written);
  }

  static ConsumerRecord<String, byte[]> record(String topic, byte[] value, Instant written) {
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
