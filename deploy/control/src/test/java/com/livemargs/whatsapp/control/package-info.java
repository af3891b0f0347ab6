/** What the command line asks of services, and how it ends. */
@NullMarked
package com.livemargs.whatsapp.control;

import org.jspecify.annotations.NullMarked;
