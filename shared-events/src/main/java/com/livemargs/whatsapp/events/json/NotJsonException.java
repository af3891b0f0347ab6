package com.livemargs.whatsapp.events.json;

/**
 * A body that is not one JSON value in UTF-8. The message says which, and repeats nothing of it.
 */
public final class NotJsonException extends RuntimeException {

  public NotJsonException(String message) {
    super(message);
  }
}
