/** The end of a process on a chosen line; only this module has it. */
@NullMarked
package com.livemargs.whatsapp.chaos.crash;

import org.jspecify.annotations.NullMarked;
