/** The twin, held against what Meta does. */
@NullMarked
package com.livemargs.whatsapp.simulator;

import org.jspecify.annotations.NullMarked;
