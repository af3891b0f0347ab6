/** Experiments with a verdict per promise. */
@NullMarked
package com.livemargs.whatsapp.chaos.scenario;

import org.jspecify.annotations.NullMarked;
