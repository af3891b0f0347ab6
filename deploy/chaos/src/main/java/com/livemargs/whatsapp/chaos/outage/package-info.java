/** Servers that go away for a while and come back. */
@NullMarked
package com.livemargs.whatsapp.chaos.outage;

import org.jspecify.annotations.NullMarked;
