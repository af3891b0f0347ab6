/** The checker checked. */
@NullMarked
package com.livemargs.whatsapp.chaos.check;

import org.jspecify.annotations.NullMarked;
