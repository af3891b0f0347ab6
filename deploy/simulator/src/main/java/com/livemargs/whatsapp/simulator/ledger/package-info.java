/** What went over the wire, in both directions, readable over HTTP. */
@NullMarked
package com.livemargs.whatsapp.simulator.ledger;

import org.jspecify.annotations.NullMarked;
