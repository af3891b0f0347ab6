package com.livemargs.whatsapp.events;

import java.util.List;

/** The topics of the system. A name here is a contract with every program that reads them. */
public final class Topics {

  /** One message as Meta shows it: also echoes, history, edits, revokes, reactions. */
  public static final String MESSAGES = "whatsapp.messages";

  /** One status as Meta shows it. */
  public static final String STATUSES = "whatsapp.statuses";

  /** Every other change of a webhook, one each. */
  public static final String ACCOUNT = "whatsapp.account";

  /** Compacted links between business-scoped ids and phones. */
  public static final String IDENTITIES = "whatsapp.identities";

  /** Signed bodies and slices of them that could not be split or routed. */
  public static final String QUARANTINE = "whatsapp.quarantine";

  /** {@code media-stored} and {@code media-unavailable}. */
  public static final String MEDIA = "whatsapp.media";

  /** {@code send-message} commands of any service. */
  public static final String OUTBOUND = "whatsapp.outbound";

  /** What became of a send. */
  public static final String OUTBOUND_RESULTS = "whatsapp.outbound.results";

  /**
   * Compacted: which dead letters and quarantined records an operator has replayed or discarded.
   */
  public static final String HANDLED = "whatsapp.dead-letters.handled";

  /** Every topic that services share; dead-letter topics come on top, one per topic and group. */
  public static final List<String> ALL =
      List.of(
          MESSAGES,
          STATUSES,
          ACCOUNT,
          IDENTITIES,
          QUARANTINE,
          MEDIA,
          OUTBOUND,
          OUTBOUND_RESULTS,
          HANDLED);

  private static final String DEAD_LETTER = ".dlt";

  private Topics() {}

  /** Where a group puts the records of a topic that it cannot digest. */
  public static String deadLetter(String topic, String group) {
    return topic + "." + group + DEAD_LETTER;
  }

  /** Whether a topic holds what some group could not digest. */
  public static boolean isDeadLetter(String topic) {
    return topic.endsWith(DEAD_LETTER);
  }
}
