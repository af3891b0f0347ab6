package com.livemargs.whatsapp.persistence.reconcile;

/**
 * What a comparison found and did.
 *
 * @param from Meta's time in milliseconds, included
 * @param to Meta's time in milliseconds, excluded
 * @param fixed whether gaps were to be repaired
 * @param inPostgres messages that PostgreSQL holds
 * @param inMongo messages that MongoDB holds
 * @param missingInPostgres that only MongoDB holds
 * @param missingInMongo that only PostgreSQL holds
 * @param different that both hold, not alike
 * @param missingInBoth that only the log holds
 * @param repaired of the four before
 * @param left of them, what still differs
 * @param more whether there was more than is looked at and repaired at a time
 * @param logRecords of the log that were looked through for what neither store holds
 */
record Reconciliation(
    long from,
    long to,
    boolean fixed,
    long inPostgres,
    long inMongo,
    int missingInPostgres,
    int missingInMongo,
    int different,
    int missingInBoth,
    int repaired,
    int left,
    boolean more,
    long logRecords) {

  /** How far apart the stores are known to be: where the search ended early, there may be more. */
  int divergence() {
    return more ? Math.max(left, 1) : left;
  }

  Reconciliation with(Losses.Outcome lost) {
    return new Reconciliation(
        from,
        to,
        fixed,
        inPostgres,
        inMongo,
        missingInPostgres,
        missingInMongo,
        different,
        lost.found(),
        repaired + lost.found() - lost.left(),
        left + lost.left(),
        more || lost.more(),
        lost.records());
  }
}
