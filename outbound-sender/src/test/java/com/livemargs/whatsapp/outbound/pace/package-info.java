/** What the limits come to, without a database. */
@NullMarked
package com.livemargs.whatsapp.outbound.pace;

import org.jspecify.annotations.NullMarked;
