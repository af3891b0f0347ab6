/** How work that repeats is started and stopped with the process. */
@NullMarked
package com.livemargs.whatsapp.media.loop;

import org.jspecify.annotations.NullMarked;
