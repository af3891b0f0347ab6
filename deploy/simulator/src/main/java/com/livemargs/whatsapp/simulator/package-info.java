/** A local twin of Meta's WhatsApp Cloud API: sends, media, webhooks, faults and a ledger. */
@NullMarked
package com.livemargs.whatsapp.simulator;

import org.jspecify.annotations.NullMarked;
