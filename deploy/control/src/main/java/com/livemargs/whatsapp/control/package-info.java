/** The operators' command line: everything it does, it asks of the services over HTTP. */
@NullMarked
package com.livemargs.whatsapp.control;

import org.jspecify.annotations.NullMarked;
