/** What the stores count: by store and kind of fact, never by whom it concerns. */
@NullMarked
package com.livemargs.whatsapp.persistence.meter;

import org.jspecify.annotations.NullMarked;
