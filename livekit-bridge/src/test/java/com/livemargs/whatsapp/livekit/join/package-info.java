/** Claims about LiveKit's signature. */
@NullMarked
package com.livemargs.whatsapp.livekit.join;

import org.jspecify.annotations.NullMarked;
