/** How Meta's items are read, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.meta;

import org.jspecify.annotations.NullMarked;
