package com.livemargs.whatsapp.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Our own message ids. */
public final class MessageIds {

  private MessageIds() {}

  /**
   * The id of a message that WhatsApp named first: the same for every service and every redelivery.
   */
  public static UUID ofWamid(String wamid) {
    return UUID.nameUUIDFromBytes(("whatsapp:" + wamid).getBytes(UTF_8));
  }
}
