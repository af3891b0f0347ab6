package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that must be in a store because a record says so: one that was said, or a send of ours.
 *
 * @param wamid null while a send has none
 * @param said Meta's time, for a send that of its request
 * @param came when its record was written
 */
public record Mention(UUID messageId, @Nullable String wamid, Instant said, Instant came) {

  /** The topics whose records say so. */
  public static final List<String> TOPICS = List.of(Topics.MESSAGES, Topics.OUTBOUND_RESULTS);

  /** Of a record; nothing of one that says no such thing or cannot be read. */
  public static Optional<Mention> in(ConsumerRecord<String, byte[]> record) {
    try {
      Instant came = Instant.ofEpochMilli(record.timestamp());
      return switch (ItemReader.read(record)) {
        case Item.Said said -> Optional.of(of(said.message(), came));
        case Item.Sent sent -> Optional.of(of(sent.result(), came));
        case Item.Moved moved -> Optional.empty();
        case Item.Filed filed -> Optional.empty();
        case Item.Linked linked -> Optional.empty();
        case Item.Noted noted -> Optional.empty();
        case Item.Nothing nothing -> Optional.empty();
      };
    } catch (RuntimeException unreadable) {
      // It lies among the dead letters of both groups.
      return Optional.empty();
    }
  }

  private static Mention of(WhatsAppMessage message, Instant came) {
    return new Mention(message.messageId(), message.wamid(), message.timestamp(), came);
  }

  private static Mention of(SendResult result, Instant came) {
    @Nullable String wamid = RowMaker.of(result, 0).wamid();
    return new Mention(result.messageId(), wamid, Instant.ofEpochMilli(result.timestamp()), came);
  }

  /** Both tell of one message: the earlier, with whatever wamid is known. */
  public Mention merge(Mention other) {
    Mention first = other.came.isBefore(came) ? other : this;
    @Nullable String known = wamid != null ? wamid : other.wamid;
    return new Mention(messageId, known, first.said, first.came);
  }
}
