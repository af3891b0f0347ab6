/** Claims about requests and whom they are for. */
@NullMarked
package com.livemargs.whatsapp.outbound.message;

import org.jspecify.annotations.NullMarked;
