package com.livemargs.whatsapp.outbound.graph;

/**
 * What one of Graph's error codes means for a send.
 *
 * @param remedy what is done without asking anybody
 * @param meaning one sentence
 * @param fix what to do, one sentence
 * @param retryAfter seconds until it is worth asking again; 0 where waiting does not help
 */
public record GraphError(Kind kind, Remedy remedy, String meaning, String fix, long retryAfter) {

  /** What this service does about a refusal by itself. */
  public enum Remedy {
    /** Our number sends more slowly, and the same message again (130429). */
    NUMBER_SLOWER,
    /** The same message again, later; the customer's other messages after it (131056). */
    CUSTOMER_LATER,
    /** Nothing but a try now and then until the token is taken again (190, 0). */
    NEW_TOKEN,
    /** Nothing: the send has failed. */
    NONE
  }

  /** Whose affair it is. */
  public enum Kind {
    /** The caller can mend the request: 422. */
    CALLER,
    /** A limit: 429. */
    LIMIT,
    /** Token, account or number of ours: 502. */
    OURS,
    /** Does not exclude that Meta took the message: no error at all, an unknown outcome. */
    UNDECIDED
  }
}
