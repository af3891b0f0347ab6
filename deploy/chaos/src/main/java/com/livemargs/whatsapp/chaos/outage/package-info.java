/** Servers that go away for a while and come back, and consumers that stand still. */
@NullMarked
package com.livemargs.whatsapp.chaos.outage;

import org.jspecify.annotations.NullMarked;
