/** Whether an outage that could not be made is said. */
@NullMarked
package com.livemargs.whatsapp.chaos.outage;

import org.jspecify.annotations.NullMarked;
