/** Lets a test or a person act as customers and as a misbehaving Meta. */
@NullMarked
package com.livemargs.whatsapp.simulator.control;

import org.jspecify.annotations.NullMarked;
