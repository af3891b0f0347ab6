package com.livemargs.whatsapp.ingress.split;

/**
 * A body that would become more or larger records than any webhook of Meta: it is kept in one piece
 * instead.
 */
final class TooManyPartsException extends RuntimeException {

  TooManyPartsException() {
    super("the body holds more parts than a webhook can have");
  }
}
