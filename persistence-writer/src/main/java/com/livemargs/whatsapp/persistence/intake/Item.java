package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.persistence.store.AccountEvent;

/** What one record says. */
sealed interface Item {

  /**
   * Something was said on WhatsApp.
   *
   * @param position of its record in Kafka's log
   */
  record Said(WhatsAppMessage message, long position) implements Item {}

  /** A message of ours came further, or failed. */
  record Moved(WhatsAppStatus status) implements Item {}

  /** Two names are one customer. */
  record Linked(IdentityLink link) implements Item {}

  /** A file is there, or will not come. */
  record Filed(MediaEvent event) implements Item {}

  /**
   * A send began or ended.
   *
   * @param position of its record in Kafka's log
   */
  record Sent(SendResult result, long position) implements Item {}

  /** A change outside of conversations. */
  record Noted(AccountEvent event) implements Item {}

  /** A record without a value: something that was known is withdrawn; nothing is stored for it. */
  record Nothing() implements Item {}
}
