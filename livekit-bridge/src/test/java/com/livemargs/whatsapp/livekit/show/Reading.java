package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.PacketSettings;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A reader of records, and what a room is told by it. */
abstract class Reading {

  static final String SECRET = "a-secret-for-links";
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final IdentityView identities = new IdentityView();
  private final RecentMessages recent = new RecentMessages();
  private final MediaLinks links =
      new MediaLinks(
          new PacketSettings(14_336, SECRET, "https://chat.example.com/"),
          InstantSource.fixed(NOW));
  final RecordReader reader =
      new RecordReader(
          new MessageEvents(identities, recent),
          new StatusEvents(identities, recent),
          new FileEvents(identities, recent, links),
          new ResultEvents(recent));

  RoomEvent only(String topic, byte[] value) {
    List<RoomEvent> events = read(topic, value);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  List<RoomEvent> read(String topic, byte[] value) {
    return reader.read(record(topic, value)).get();
  }

  static ConsumerRecord<String, byte[]> record(String topic, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, "k", value);
  }

  static ChatLine line(RoomEvent event) {
    ChatLine line = event.line();
    if (line == null) {
      throw new AssertionError("there is nothing to read");
    }
    return line;
  }

  static String message(RoomEvent event) {
    return line(event).speaker() + ": " + line(event).text();
  }

  static SendResult result(SendOutcome outcome, UUID id, @Nullable String wamid) {
    return OurRecords.result(outcome, id, wamid, "491", "whatsapp_491");
  }
}
