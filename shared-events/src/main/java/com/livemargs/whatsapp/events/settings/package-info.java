/** Settings that are checked at birth and say what is wrong with them. */
@NullMarked
package com.livemargs.whatsapp.events.settings;

import org.jspecify.annotations.NullMarked;
