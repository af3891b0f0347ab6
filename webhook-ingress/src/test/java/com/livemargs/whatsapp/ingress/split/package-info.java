/** Claims about taking bodies apart. */
@NullMarked
package com.livemargs.whatsapp.ingress.split;

import org.jspecify.annotations.NullMarked;
