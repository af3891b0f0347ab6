/** Claims about file that need no server. */
@NullMarked
package com.livemargs.whatsapp.media.file;

import org.jspecify.annotations.NullMarked;
