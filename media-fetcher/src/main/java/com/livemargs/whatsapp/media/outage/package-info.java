/** Whether files come at all, and what is done while they do not. */
@NullMarked
package com.livemargs.whatsapp.media.outage;

import org.jspecify.annotations.NullMarked;
