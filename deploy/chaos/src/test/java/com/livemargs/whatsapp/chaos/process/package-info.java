/** Whether links break as they should. */
@NullMarked
package com.livemargs.whatsapp.chaos.process;

import org.jspecify.annotations.NullMarked;
