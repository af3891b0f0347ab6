/** Operators who set something wrong, and what they are told. */
@NullMarked
package com.livemargs.whatsapp.chaos.configuration;

import org.jspecify.annotations.NullMarked;
