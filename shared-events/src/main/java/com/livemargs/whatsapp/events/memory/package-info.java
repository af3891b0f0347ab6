/** What a process remembers without growing. */
@NullMarked
package com.livemargs.whatsapp.events.memory;

import org.jspecify.annotations.NullMarked;
