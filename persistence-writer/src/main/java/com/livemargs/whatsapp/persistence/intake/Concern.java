package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that say something of certain messages, wherever they stand: the message
 * itself, its statuses, file, reactions, edits, revokes and results.
 *
 * @param messageIds ours
 * @param wamids WhatsApp's, of those that have one
 */
public record Concern(Set<UUID> messageIds, Set<String> wamids)
    implements Predicate<ConsumerRecord<String, byte[]>> {

  @Override
  public boolean test(ConsumerRecord<String, byte[]> record) {
    try {
      return isAbout(ItemReader.read(record));
    } catch (RuntimeException unreadable) {
      // It lies among the dead letters of whoever read it.
      return false;
    }
  }

  private boolean isAbout(Item item) {
    return switch (item) {
      case Item.Said said -> isAbout(said.message());
      case Item.Moved moved -> isAbout(moved.status());
      case Item.Filed filed -> wamids.contains(filed.event().whatsappMessageId());
      case Item.Sent sent -> isAbout(sent.result());
      case Item.Linked linked -> false;
      case Item.Noted noted -> false;
      case Item.Nothing nothing -> false;
    };
  }

  private boolean isAbout(WhatsAppMessage message) {
    return wamids.contains(message.wamid()) || knows(target(message.content()));
  }

  private static @Nullable String target(Content content) {
    return switch (content) {
      case Content.Reaction it -> it.target();
      case Content.Edit it -> it.target();
      case Content.Revoke it -> it.target();
      case Content.Text it -> null;
      case Content.Media it -> null;
      case Content.SystemNotice it -> null;
      case Content.Other it -> null;
    };
  }

  private boolean isAbout(WhatsAppStatus status) {
    UUID sent = Gathering.uuid(status.callbackData());
    return wamids.contains(status.wamid()) || (sent != null && messageIds.contains(sent));
  }

  private boolean isAbout(SendResult result) {
    return messageIds.contains(result.messageId()) || knows(result.whatsappMessageId());
  }

  private boolean knows(@Nullable String wamid) {
    return wamid != null && wamids.contains(wamid);
  }
}
