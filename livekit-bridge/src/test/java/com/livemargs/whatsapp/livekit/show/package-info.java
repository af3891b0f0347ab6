/** Claims about what a room shows of a record. */
@NullMarked
package com.livemargs.whatsapp.livekit.show;

import org.jspecify.annotations.NullMarked;
