/** Brings records that were put aside back to where they would have gone. */
@NullMarked
package com.livemargs.whatsapp.events.replay;

import org.jspecify.annotations.NullMarked;
