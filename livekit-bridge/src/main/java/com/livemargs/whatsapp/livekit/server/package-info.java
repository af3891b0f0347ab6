/**
 * The LiveKit server as the bridge uses it: rooms that are there when needed, packets into them.
 */
@NullMarked
package com.livemargs.whatsapp.livekit.server;

import org.jspecify.annotations.NullMarked;
