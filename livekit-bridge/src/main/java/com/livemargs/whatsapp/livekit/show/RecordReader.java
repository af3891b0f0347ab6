package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what a record asks a room to show. */
final class RecordReader {

  static final List<String> TOPICS =
      List.of(Topics.MESSAGES, Topics.STATUSES, Topics.MEDIA, Topics.OUTBOUND_RESULTS);

  private final MessageEvents messages;
  private final StatusEvents statuses;
  private final FileEvents files;
  private final ResultEvents results;

  RecordReader(
      MessageEvents messages, StatusEvents statuses, FileEvents files, ResultEvents results) {
    this.messages = messages;
    this.statuses = statuses;
    this.files = files;
    this.results = results;
  }

  /**
   * Reads a record, and remembers nothing of it before the room's events are asked for: they depend
   * on what was shown.
   *
   * @throws RuntimeException of the kinds that mean poison, if it cannot be read
   */
  Supplier<List<RoomEvent>> read(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return List::of;
    }
    Instant received = Instant.ofEpochMilli(record.timestamp());
    return switch (record.topic()) {
      case Topics.MESSAGES -> {
        WhatsAppMessage message = MessageReader.read(value, received);
        yield () -> messages.of(message);
      }
      case Topics.STATUSES -> {
        WhatsAppStatus status = StatusReader.read(value, received);
        yield () -> statuses.of(status).stream().toList();
      }
      case Topics.MEDIA -> {
        MediaEvent file = MediaEvent.parse(value);
        yield () -> files.of(file).stream().toList();
      }
      case Topics.OUTBOUND_RESULTS -> {
        SendResult result = SendResult.parse(value);
        yield () -> results.of(result);
      }
      default -> throw new IllegalStateException("nobody reads " + record.topic() + " here");
    };
  }
}
