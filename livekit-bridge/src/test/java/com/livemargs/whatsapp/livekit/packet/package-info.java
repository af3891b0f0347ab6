/** Claims about packets. */
@NullMarked
package com.livemargs.whatsapp.livekit.packet;

import org.jspecify.annotations.NullMarked;
