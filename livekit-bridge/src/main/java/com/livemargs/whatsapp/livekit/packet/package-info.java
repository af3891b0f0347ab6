/**
 * What a room is sent: lines for chat components and events for programs, within LiveKit's limits.
 */
@NullMarked
package com.livemargs.whatsapp.livekit.packet;

import org.jspecify.annotations.NullMarked;
