/** The sender's database: one place that knows when its tables are there. */
@NullMarked
package com.livemargs.whatsapp.outbound.database;

import org.jspecify.annotations.NullMarked;
