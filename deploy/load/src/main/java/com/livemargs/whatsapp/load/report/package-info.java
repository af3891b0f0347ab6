/** The table: figures beside their bars. */
@NullMarked
package com.livemargs.whatsapp.load.report;

import org.jspecify.annotations.NullMarked;
