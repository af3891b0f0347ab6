/** The read API: the last messages of one conversation, from whichever store answers. */
@NullMarked
package com.livemargs.whatsapp.persistence.read;

import org.jspecify.annotations.NullMarked;
