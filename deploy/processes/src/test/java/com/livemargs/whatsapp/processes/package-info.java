/** Claims about the executable jars, each started as a process of its own as an operator would. */
@NullMarked
package com.livemargs.whatsapp.processes;

import org.jspecify.annotations.NullMarked;
