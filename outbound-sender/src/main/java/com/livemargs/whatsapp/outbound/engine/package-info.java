/** Moves sends from accepted to decided: tells, calls, records, and settles what was left open. */
@NullMarked
package com.livemargs.whatsapp.outbound.engine;

import org.jspecify.annotations.NullMarked;
