/**
 * How services meet Kafka: topics made, batches consumed in order, dead letters, records published.
 */
@NullMarked
package com.livemargs.whatsapp.events.kafka;

import org.jspecify.annotations.NullMarked;
