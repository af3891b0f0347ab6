/** Whether Meta serves files at all, and what is done while it does not. */
@NullMarked
package com.livemargs.whatsapp.media.outage;

import org.jspecify.annotations.NullMarked;
