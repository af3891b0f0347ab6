/** The people on the other side: who they are, what they wrote and when. */
@NullMarked
package com.livemargs.whatsapp.simulator.customer;

import org.jspecify.annotations.NullMarked;
