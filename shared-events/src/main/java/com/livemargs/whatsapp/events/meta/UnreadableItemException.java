package com.livemargs.whatsapp.events.meta;

/** An item that names no id or no customer, so that it has no place in a conversation. */
public final class UnreadableItemException extends RuntimeException {

  public UnreadableItemException(String reason) {
    super(reason);
  }
}
