/** When a group is stuck, and when it only waits. */
@NullMarked
package com.livemargs.whatsapp.events.progress;

import org.jspecify.annotations.NullMarked;
