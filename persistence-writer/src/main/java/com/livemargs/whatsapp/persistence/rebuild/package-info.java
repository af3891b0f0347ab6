/** Fills an empty store from the log while live traffic goes on. */
@NullMarked
package com.livemargs.whatsapp.persistence.rebuild;

import org.jspecify.annotations.NullMarked;
