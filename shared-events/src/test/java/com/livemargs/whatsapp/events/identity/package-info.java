/** Which ids and phones are one customer, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.identity;

import org.jspecify.annotations.NullMarked;
