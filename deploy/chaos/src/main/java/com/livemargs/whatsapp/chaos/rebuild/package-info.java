/** A store that is lost and filled from the log again, and dead letters that are brought back. */
@NullMarked
package com.livemargs.whatsapp.chaos.rebuild;

import org.jspecify.annotations.NullMarked;
