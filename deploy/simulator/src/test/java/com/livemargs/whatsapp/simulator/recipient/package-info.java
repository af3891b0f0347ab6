/** Claims about what Meta lets through to a recipient. */
@NullMarked
package com.livemargs.whatsapp.simulator.recipient;

import org.jspecify.annotations.NullMarked;
