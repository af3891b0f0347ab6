/**
 * Claims about the bridge, against a real broker and, where there is one, a real LiveKit server.
 */
@NullMarked
package com.livemargs.whatsapp.livekit;

import org.jspecify.annotations.NullMarked;
