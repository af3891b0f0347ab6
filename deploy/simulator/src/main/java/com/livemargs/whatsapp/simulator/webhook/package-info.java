/** Delivers signed webhooks and repeats them until they are answered 200. */
@NullMarked
package com.livemargs.whatsapp.simulator.webhook;

import org.jspecify.annotations.NullMarked;
