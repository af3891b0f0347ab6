/** The endpoint that businesses send messages to. */
@NullMarked
package com.livemargs.whatsapp.simulator.send;

import org.jspecify.annotations.NullMarked;
