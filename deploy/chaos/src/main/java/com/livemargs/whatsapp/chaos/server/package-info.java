/** The servers that are not ours, as processes: Kafka, PostgreSQL, MongoDB, LiveKit. */
@NullMarked
package com.livemargs.whatsapp.chaos.server;

import org.jspecify.annotations.NullMarked;
