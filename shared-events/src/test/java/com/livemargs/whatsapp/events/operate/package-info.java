/** Who gets into the operators' listener, and who does not. */
@NullMarked
package com.livemargs.whatsapp.events.operate;

import org.jspecify.annotations.NullMarked;
