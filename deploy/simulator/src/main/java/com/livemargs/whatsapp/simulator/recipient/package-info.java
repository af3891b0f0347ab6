/** Whom a send is for, and whether it may go there now. */
@NullMarked
package com.livemargs.whatsapp.simulator.recipient;

import org.jspecify.annotations.NullMarked;
