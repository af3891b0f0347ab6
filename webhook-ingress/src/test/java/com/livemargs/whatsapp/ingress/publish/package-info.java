/** Claims about impatient publishing. */
@NullMarked
package com.livemargs.whatsapp.ingress.publish;

import org.jspecify.annotations.NullMarked;
