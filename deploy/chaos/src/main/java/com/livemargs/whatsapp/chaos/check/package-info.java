/** Compares the books with what is stored: sets against sets, never samples. */
@NullMarked
package com.livemargs.whatsapp.chaos.check;

import org.jspecify.annotations.NullMarked;
