/** Whether a group that stands behind poison is seen. */
@NullMarked
package com.livemargs.whatsapp.chaos.poison;

import org.jspecify.annotations.NullMarked;
