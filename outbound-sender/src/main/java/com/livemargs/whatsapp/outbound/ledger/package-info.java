/**
 * What is known of every send, in PostgreSQL: requests and the results that are still to be told.
 */
@NullMarked
package com.livemargs.whatsapp.outbound.ledger;

import org.jspecify.annotations.NullMarked;
