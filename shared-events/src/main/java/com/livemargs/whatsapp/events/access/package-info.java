/** Who may call: API keys and LiveKit join tokens. */
@NullMarked
package com.livemargs.whatsapp.events.access;

import org.jspecify.annotations.NullMarked;
