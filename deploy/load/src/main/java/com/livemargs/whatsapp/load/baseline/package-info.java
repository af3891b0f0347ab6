/** What the services are compared with: a bare door, bare batched writes and the plain design. */
@NullMarked
package com.livemargs.whatsapp.load.baseline;

import org.jspecify.annotations.NullMarked;
