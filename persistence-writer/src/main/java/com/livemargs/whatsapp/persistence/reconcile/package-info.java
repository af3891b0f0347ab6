/** Holds both stores against each other, and brings back from the log what one of them lacks. */
@NullMarked
package com.livemargs.whatsapp.persistence.reconcile;

import org.jspecify.annotations.NullMarked;
