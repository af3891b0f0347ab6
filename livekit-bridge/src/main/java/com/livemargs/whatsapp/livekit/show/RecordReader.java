package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.time.Instant;
import java.util.List;
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

  List<RoomEvent> read(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return List.of();
    }
    Instant received = Instant.ofEpochMilli(record.timestamp());
    return switch (record.topic()) {
      case Topics.MESSAGES -> List.of(messages.of(MessageReader.read(record.value(), received)));
      case Topics.STATUSES ->
          statuses.of(StatusReader.read(record.value(), received)).stream().toList();
      case Topics.MEDIA -> files.of(MediaEvent.parse(record.value())).stream().toList();
      case Topics.OUTBOUND_RESULTS -> results.of(SendResult.parse(record.value()));
      default -> throw new IllegalStateException("nobody reads " + record.topic() + " here");
    };
  }
}
