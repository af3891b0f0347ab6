/**
 * The claims of the outbound sender, held against a real broker, a real database and a real socket.
 */
@NullMarked
package com.livemargs.whatsapp.outbound;

import org.jspecify.annotations.NullMarked;
