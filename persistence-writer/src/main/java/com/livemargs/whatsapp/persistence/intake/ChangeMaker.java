package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.ChangeFact.Kind;
import org.jspecify.annotations.Nullable;

/** Makes a fact of a reaction, an edit or a revoke. */
final class ChangeMaker {

  private final WhatsAppMessage message;
  private final @Nullable String phoneNumber;
  private final long position;

  private ChangeMaker(WhatsAppMessage message, @Nullable String phoneNumber, long position) {
    this.message = message;
    this.phoneNumber = phoneNumber;
    this.position = position;
  }

  /**
   * The change that a message is, or null.
   *
   * @param phoneNumber the customer's, linked where the item does not show it
   * @param position of its record in Kafka's log
   */
  static @Nullable ChangeFact of(
      WhatsAppMessage message, @Nullable String phoneNumber, long position) {
    ChangeMaker maker = new ChangeMaker(message, phoneNumber, position);
    return switch (message.content()) {
      case Content.Reaction it -> maker.change(it.target(), Kind.REACTION);
      case Content.Edit it -> maker.change(it.target(), Kind.EDIT);
      case Content.Revoke it -> maker.change(it.target(), Kind.REVOKE);
      case Content.Text it -> null;
      case Content.Media it -> null;
      case Content.SystemNotice it -> null;
      case Content.Other it -> null;
    };
  }

  private ChangeFact change(String target, Kind kind) {
    return new ChangeFact(
        message.wamid(),
        target,
        kind,
        actor(),
        RowMaker.author(message, phoneNumber),
        message.content().text(),
        message.timestamp(),
        position);
  }

  // In a private conversation there is one customer, under whatever name. In a group it is the name
  // that the item itself shows, so that every store keeps the same: who is who is asked by readers.
  private String actor() {
    if (message.direction() == Direction.OUTGOING) {
      return ChangeFact.BUSINESS;
    }
    return message.groupId() == null ? ChangeFact.CUSTOMER : message.customer().identity();
  }
}
