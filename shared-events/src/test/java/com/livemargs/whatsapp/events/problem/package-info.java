/** What may be said of a failure. */
@NullMarked
package com.livemargs.whatsapp.events.problem;

import org.jspecify.annotations.NullMarked;
