/** The endpoint that businesses send messages to, and the statuses that come home. */
@NullMarked
package com.livemargs.whatsapp.simulator.send;

import org.jspecify.annotations.NullMarked;
