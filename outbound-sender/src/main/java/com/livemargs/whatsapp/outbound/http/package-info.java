/** The HTTP door. */
@NullMarked
package com.livemargs.whatsapp.outbound.http;

import org.jspecify.annotations.NullMarked;
