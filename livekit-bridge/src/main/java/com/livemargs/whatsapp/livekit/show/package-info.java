/**
 * Shows in the room what happens on the topics: messages, statuses, files and answers become
 * packets.
 */
@NullMarked
package com.livemargs.whatsapp.livekit.show;

import org.jspecify.annotations.NullMarked;
