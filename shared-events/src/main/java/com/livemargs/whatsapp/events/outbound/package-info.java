/** What is said about a send: the results topic's records. */
@NullMarked
package com.livemargs.whatsapp.events.outbound;

import org.jspecify.annotations.NullMarked;
