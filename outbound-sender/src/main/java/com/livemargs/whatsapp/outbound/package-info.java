/**
 * Sends messages to WhatsApp, for HTTP callers and for services that publish commands: at most once
 * per request.
 */
@NullMarked
package com.livemargs.whatsapp.outbound;

import org.jspecify.annotations.NullMarked;
