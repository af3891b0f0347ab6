/** A small phone in the browser, to be a customer by hand. */
@NullMarked
package com.livemargs.whatsapp.simulator.phone;

import org.jspecify.annotations.NullMarked;
