/**
 * The door for Meta's webhooks: verifies them, takes them apart and answers 200 once Kafka holds
 * every part.
 */
@NullMarked
package com.livemargs.whatsapp.ingress;

import org.jspecify.annotations.NullMarked;
