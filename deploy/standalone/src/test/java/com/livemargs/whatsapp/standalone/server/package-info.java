/** Programs that run as our children. */
@NullMarked
package com.livemargs.whatsapp.standalone.server;

import org.jspecify.annotations.NullMarked;
