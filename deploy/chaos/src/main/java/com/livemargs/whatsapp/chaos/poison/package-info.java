/** Records that cannot be digested, and what becomes of their neighbours. */
@NullMarked
package com.livemargs.whatsapp.chaos.poison;

import org.jspecify.annotations.NullMarked;
