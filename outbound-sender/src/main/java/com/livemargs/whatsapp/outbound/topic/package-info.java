/** The door on Kafka: commands come in, statuses settle what is unknown. */
@NullMarked
package com.livemargs.whatsapp.outbound.topic;

import org.jspecify.annotations.NullMarked;
