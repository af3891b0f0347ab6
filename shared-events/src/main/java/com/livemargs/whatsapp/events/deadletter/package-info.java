/**
 * Records that were put aside: seen, brought back or given up by an operator. Kafka cannot take
 * single records out of a topic, so what became of each is remembered beside it.
 */
@NullMarked
package com.livemargs.whatsapp.events.deadletter;

import org.jspecify.annotations.NullMarked;
