/** What goes missing in one store, and how it comes back. */
@NullMarked
package com.livemargs.whatsapp.chaos.converge;

import org.jspecify.annotations.NullMarked;
