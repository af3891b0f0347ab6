/** Wrong settings, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.settings;

import org.jspecify.annotations.NullMarked;
