/** What a consumer group promises, held against brokers. */
@NullMarked
package com.livemargs.whatsapp.events.kafka;

import org.jspecify.annotations.NullMarked;
