/** The Cloud API's send call: one request per attempt, and what its answer means. */
@NullMarked
package com.livemargs.whatsapp.outbound.graph;

import org.jspecify.annotations.NullMarked;
