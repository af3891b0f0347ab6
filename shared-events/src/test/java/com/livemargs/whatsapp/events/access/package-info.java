/** Who may call, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.access;

import org.jspecify.annotations.NullMarked;
