/** Broker and databases of a measurement, and what is seen in them. */
@NullMarked
package com.livemargs.whatsapp.load.store;

import org.jspecify.annotations.NullMarked;
