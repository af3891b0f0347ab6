/** Claims about comparing, as far as they need no store. */
@NullMarked
package com.livemargs.whatsapp.persistence.reconcile;

import org.jspecify.annotations.NullMarked;
