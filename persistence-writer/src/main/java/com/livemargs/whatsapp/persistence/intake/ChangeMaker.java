package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.ChangeFact.Kind;
import org.jspecify.annotations.Nullable;

/** Makes rows of {@code message_changes} from items that point at another message. */
final class ChangeMaker {

  private ChangeMaker() {}

  /** The change that an item is, or null. */
  static @Nullable ChangeFact of(WhatsAppMessage message, @Nullable String phone) {
    return switch (message.content()) {
      case Content.Reaction it -> of(message, it.target(), Kind.REACTION, phone);
      case Content.Edit it -> of(message, it.target(), Kind.EDIT, phone);
      case Content.Revoke it -> of(message, it.target(), Kind.REVOKE, phone);
      case Content.Text it -> null;
      case Content.Media it -> null;
      case Content.SystemNotice it -> null;
      case Content.Other it -> null;
    };
  }

  // In a private conversation there is one customer, under whatever name.
  private static ChangeFact of(
      WhatsAppMessage message, String target, Kind kind, @Nullable String phone) {
    boolean ours = message.direction() == Direction.OUTGOING;
    String person = message.groupId() == null ? "customer" : message.customer().identity();
    return new ChangeFact(
        message.wamid(),
        target,
        kind,
        ours ? RowMaker.BUSINESS : person,
        RowMaker.author(message, phone),
        message.content().text(),
        message.timestamp());
  }
}
