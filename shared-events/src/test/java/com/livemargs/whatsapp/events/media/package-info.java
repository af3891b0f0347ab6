/** Links to files, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.media;

import org.jspecify.annotations.NullMarked;
