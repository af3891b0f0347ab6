/** Claims about serve that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.serve;

import org.jspecify.annotations.NullMarked;
