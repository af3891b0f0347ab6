/** The lines on which a dying process would hurt most, so that a harness can let it die there. */
@NullMarked
package com.livemargs.whatsapp.events.crash;

import org.jspecify.annotations.NullMarked;
