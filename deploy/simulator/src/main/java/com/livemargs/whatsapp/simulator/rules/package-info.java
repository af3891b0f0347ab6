/** The rules of the Cloud API for everything that is sent through it. */
@NullMarked
package com.livemargs.whatsapp.simulator.rules;

import org.jspecify.annotations.NullMarked;
