/** Whether what is looked at is both stores. */
@NullMarked
package com.livemargs.whatsapp.chaos.look;

import org.jspecify.annotations.NullMarked;
