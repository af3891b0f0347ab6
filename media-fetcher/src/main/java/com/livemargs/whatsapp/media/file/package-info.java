/** Files on our disk: taken in, named by their content, counted, swept. */
@NullMarked
package com.livemargs.whatsapp.media.file;

import org.jspecify.annotations.NullMarked;
