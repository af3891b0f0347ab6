/** Claims about the client of the Graph API. */
@NullMarked
package com.livemargs.whatsapp.outbound.graph;

import org.jspecify.annotations.NullMarked;
