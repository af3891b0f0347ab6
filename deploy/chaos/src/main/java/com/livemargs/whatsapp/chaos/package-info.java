/** Destroys a running system and counts what is left of it. */
@NullMarked
package com.livemargs.whatsapp.chaos;

import org.jspecify.annotations.NullMarked;
