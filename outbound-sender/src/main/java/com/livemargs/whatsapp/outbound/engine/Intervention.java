package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.ledger.SendState;
import java.util.Locale;

/** What a person may do to a send, and where that must stand for it. */
enum Intervention {
  CANCEL(SendState.QUEUED),
  RESOLVE(SendState.UNKNOWN),
  RESEND(SendState.UNKNOWN);

  private final SendState from;

  Intervention(SendState from) {
    this.from = from;
  }

  SendState from() {
    return from;
  }

  /** The word in logs and metrics. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
