/**
 * Measures how fast the services are: one command, one table, every figure beside the ceiling of
 * the machine.
 */
@NullMarked
package com.livemargs.whatsapp.load;

import org.jspecify.annotations.NullMarked;
