package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.media.outage.Outage;

/** This try did not work. The message is for the log and names no address and no person. */
class FetchException extends RuntimeException {

  FetchException(String message) {
    super(message);
  }

  /** Meta serves nothing: not this file's fault. */
  static final class Away extends FetchException {

    private final Outage outage;

    Away(Outage outage, String message) {
      super(message);
      this.outage = outage;
    }

    static Away noAnswer(String what, Throwable failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      return new Away(
          Outage.UNREACHABLE, what + " got no answer: " + cause.getClass().getSimpleName());
    }

    Outage outage() {
      return outage;
    }
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
