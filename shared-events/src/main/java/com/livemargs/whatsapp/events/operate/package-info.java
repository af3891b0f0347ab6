/** The operators' own HTTP listener, apart from the public port. */
@NullMarked
package com.livemargs.whatsapp.events.operate;

import org.jspecify.annotations.NullMarked;
