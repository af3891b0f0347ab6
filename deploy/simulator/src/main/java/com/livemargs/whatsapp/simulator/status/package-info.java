/** What becomes of an accepted message: sent, delivered, read, or failed. */
@NullMarked
package com.livemargs.whatsapp.simulator.status;

import org.jspecify.annotations.NullMarked;
