/** What operators can do with records that were put aside, over HTTP and on a real broker. */
@NullMarked
package com.livemargs.whatsapp.events.deadletter;

import org.jspecify.annotations.NullMarked;
