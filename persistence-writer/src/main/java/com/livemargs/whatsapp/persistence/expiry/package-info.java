/** What is too old goes, in both stores. */
@NullMarked
package com.livemargs.whatsapp.persistence.expiry;

import org.jspecify.annotations.NullMarked;
