package com.livemargs.whatsapp.outbound.ledger;

import org.jspecify.annotations.Nullable;

/** What became of a send, as it is recorded. */
public sealed interface Verdict {

  /**
   * Meta has it.
   *
   * @param phone digits under which Meta knows the recipient; null when the answer names none
   */
  record Sent(String whatsappMessageId, @Nullable String phone) implements Verdict {}

  /**
   * Meta does not have it.
   *
   * @param metaCode Graph's code, or null when the answer had none
   */
  record Failed(@Nullable Integer metaCode, String reason) implements Verdict {

    /** Somebody took it out of the queue. */
    public static final String CANCELLED = "cancelled";

    /** Somebody found that Meta had not accepted what was unknown. */
    public static final String RESOLVED = "resolved_as_failed";

    /** It was called unknown, and turned out not to have been taken by Meta. */
    public static final String FOUND_UNSENT = "found_unsent";
  }

  /** Nobody knows. */
  record Unknown(String reason) implements Verdict {}

  /** The state that follows. */
  default SendState state() {
    return switch (this) {
      case Sent s -> SendState.SENT;
      case Failed f -> SendState.FAILED;
      case Unknown u -> SendState.UNKNOWN;
    };
  }
}
