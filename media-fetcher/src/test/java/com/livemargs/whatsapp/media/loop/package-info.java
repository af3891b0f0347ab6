/** Claims about loop that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.loop;

import org.jspecify.annotations.NullMarked;
