/** The measurements: each fills some rows of the table. */
@NullMarked
package com.livemargs.whatsapp.load.measure;

import org.jspecify.annotations.NullMarked;
