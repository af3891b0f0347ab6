/** Claims about job that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.outage;

import org.jspecify.annotations.NullMarked;
