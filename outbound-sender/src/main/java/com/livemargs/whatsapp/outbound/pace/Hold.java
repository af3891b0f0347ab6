package com.livemargs.whatsapp.outbound.pace;

import java.util.Locale;

/** Why a send waits in the queue. */
public enum Hold {
  /** An earlier message of the conversation, or of the record key, goes first. */
  EARLIER_MESSAGE,
  /** The customer got as many messages as Meta allows (131056). */
  CUSTOMER_LIMIT,
  /** Our number sends as fast as Meta allows (130429). */
  NUMBER_LIMIT,
  /** Meta does not take our access token (190): the number is stopped. */
  TOKEN,
  /** Meta could not be reached. */
  UNREACHABLE,
  /** Its {@code message-pending} is not acknowledged by Kafka yet. */
  ANNOUNCEMENT;

  /** The word in the ledger and on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
