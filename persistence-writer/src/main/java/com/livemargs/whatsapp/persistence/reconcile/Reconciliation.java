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
 * @param repaired of the three before
 * @param left of them, what still differs
 * @param more whether there was more than is repaired at a time
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
    int repaired,
    int left,
    boolean more) {}
