/** What the limits come to, without a database. */
@NullMarked
package com.livemargs.whatsapp.outbound.engine;

import org.jspecify.annotations.NullMarked;
