/** Claims about what is kept, on real servers. */
@NullMarked
package com.livemargs.whatsapp.persistence;

import org.jspecify.annotations.NullMarked;
