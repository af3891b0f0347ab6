package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.ledger.Send;

/**
 * A send that this process has claimed and is to hand to Meta now.
 *
 * @param claimedAt before it was claimed, in {@link System#nanoTime()}
 */
record Attempt(Send send, long claimedAt) {}
