/** Claims about fetch that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.fetch;

import org.jspecify.annotations.NullMarked;
