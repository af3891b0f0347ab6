/** Claims about the servers: they keep their data, whatever happens to the process. */
@NullMarked
package com.livemargs.whatsapp.standalone.parts;

import org.jspecify.annotations.NullMarked;
