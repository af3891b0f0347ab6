/** The whole system, driven over HTTP as its users drive it. */
@NullMarked
package com.livemargs.whatsapp.standalone.endtoend;

import org.jspecify.annotations.NullMarked;
