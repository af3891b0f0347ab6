package com.livemargs.whatsapp.persistence.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.PlainText;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.persistence.store.AccountEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads records of the topics that persistence keeps; the same for every store. */
final class ItemReader {

  static final List<String> TOPICS =
      List.of(
          Topics.MESSAGES,
          Topics.STATUSES,
          Topics.ACCOUNT,
          Topics.IDENTITIES,
          Topics.MEDIA,
          Topics.OUTBOUND_RESULTS);

  private static final int OFFSET_BITS = 20;
  private static final String WABA_SOURCE = "/whatsapp/waba/";

  private ItemReader() {}

  /**
   * What a record says.
   *
   * @throws RuntimeException of the kinds that mean poison, if it cannot be read
   */
  static Item read(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    Instant received = Instant.ofEpochMilli(record.timestamp());
    if (value == null) {
      return new Item.Nothing();
    }
    return switch (record.topic()) {
      case Topics.MESSAGES -> new Item.Said(MessageReader.read(value, received), position(record));
      case Topics.STATUSES -> new Item.Moved(StatusReader.read(value, received));
      case Topics.ACCOUNT -> new Item.Noted(account(record, value, received));
      case Topics.IDENTITIES -> new Item.Linked(IdentityLink.parse(value));
      case Topics.MEDIA -> new Item.Filed(MediaEvent.parse(value));
      case Topics.OUTBOUND_RESULTS -> sent(SendResult.parse(value), position(record));
      default -> throw new UnreadableItemException("nothing of this topic is stored");
    };
  }

  // A command that named no customer failed before it had a conversation: there is nothing to show.
  private static Item sent(SendResult result, long position) {
    return result.roomName().isEmpty() ? new Item.Nothing() : new Item.Sent(result, position);
  }

  // One conversation lies in one partition, so its records of one millisecond differ by offset.
  private static long position(ConsumerRecord<String, byte[]> record) {
    long offset = record.offset() & ((1L << OFFSET_BITS) - 1);
    return (record.timestamp() << OFFSET_BITS) | offset;
  }

  private static AccountEvent account(
      ConsumerRecord<String, byte[]> record, byte[] value, Instant received) {
    JsonSpan change = JsonSpan.of(value);
    JsonNode tree = change.tree();
    String id = EventHeaders.text(record.headers(), "ce_id");
    return new AccountEvent(
        id == null ? UUID.nameUUIDFromBytes(value).toString() : PlainText.of(id),
        text(tree.path("field")),
        waba(EventHeaders.text(record.headers(), "ce_source")),
        text(tree.path("value").path("metadata").path("phone_number_id")),
        new String(change.bytes(), UTF_8),
        received);
  }

  private static @Nullable String waba(@Nullable String source) {
    if (source == null || !source.startsWith(WABA_SOURCE)) {
      return null;
    }
    String waba = source.substring(WABA_SOURCE.length());
    return waba.isEmpty() ? null : PlainText.of(waba);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() || node.isNumber() ? PlainText.of(node.asString()) : null;
  }
}
