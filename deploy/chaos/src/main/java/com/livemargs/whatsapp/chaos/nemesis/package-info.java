/** What is done to the system, by a schedule that a seed repeats. */
@NullMarked
package com.livemargs.whatsapp.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
