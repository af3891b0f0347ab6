/** Processes under measurement: started on their cores, their processor time and memory read. */
@NullMarked
package com.livemargs.whatsapp.load.process;

import org.jspecify.annotations.NullMarked;
