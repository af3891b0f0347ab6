/**
 * Joining a room: tokens for people, LiveKit's reports of who came, and the last messages for them.
 */
@NullMarked
package com.livemargs.whatsapp.livekit.join;

import org.jspecify.annotations.NullMarked;
