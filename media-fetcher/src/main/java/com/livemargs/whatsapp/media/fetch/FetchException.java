package com.livemargs.whatsapp.media.fetch;

/** This try did not work. The message is for the log and names no address and no person. */
class FetchException extends RuntimeException {

  FetchException(String message) {
    super(message);
  }

  /** The URL of the look-up opens nothing any more: ask for a fresh one. */
  static final class UrlExpired extends FetchException {
    UrlExpired(int status) {
      super("the download URL answered " + status);
    }
  }

  /** More bytes than the limit. */
  static final class TooLarge extends FetchException {
    TooLarge() {
      super("more bytes than the limit");
    }
  }

  /** The disk is fuller than it may be. */
  static final class ReserveTouched extends FetchException {
    ReserveTouched() {
      super("the disk's reserve is touched");
    }
  }

  /** The look-up named a host that may not be asked. */
  static final class HostRefused extends FetchException {
    HostRefused() {
      super("the download host is not allowed");
    }
  }
}
