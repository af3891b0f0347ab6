package com.livemargs.whatsapp.outbound.graph;

/**
 * What one of Graph's error codes means for a send.
 *
 * @param meaning one sentence
 * @param fix what to do, one sentence
 * @param retryAfter seconds until it is worth asking again; 0 where waiting does not help
 */
public record GraphError(Kind kind, String meaning, String fix, long retryAfter) {

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
