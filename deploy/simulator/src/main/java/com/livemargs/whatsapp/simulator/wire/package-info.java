/** What Meta's bytes look like: escaping, signatures, message ids, phone numbers. */
@NullMarked
package com.livemargs.whatsapp.simulator.wire;

import org.jspecify.annotations.NullMarked;
