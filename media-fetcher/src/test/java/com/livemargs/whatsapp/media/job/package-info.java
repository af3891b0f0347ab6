/** Claims about job that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.job;

import org.jspecify.annotations.NullMarked;
