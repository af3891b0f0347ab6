/** Whether a seed repeats what it did. */
@NullMarked
package com.livemargs.whatsapp.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
