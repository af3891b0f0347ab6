/** Who comes into a room, as LiveKit reports it, and the last messages shown to them. */
@NullMarked
package com.livemargs.whatsapp.livekit.join;

import org.jspecify.annotations.NullMarked;
