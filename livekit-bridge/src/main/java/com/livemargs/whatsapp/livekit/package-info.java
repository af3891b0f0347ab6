/** Starts the bridge: one LiveKit room per customer, in which every message appears. */
@NullMarked
package com.livemargs.whatsapp.livekit;

import org.jspecify.annotations.NullMarked;
