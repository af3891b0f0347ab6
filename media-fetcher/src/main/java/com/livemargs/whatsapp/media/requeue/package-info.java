/** Files that operators have fetched now, or once more. */
@NullMarked
package com.livemargs.whatsapp.media.requeue;

import org.jspecify.annotations.NullMarked;
