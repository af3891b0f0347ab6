/**
 * The claims of the outbound sender, held against a real broker, a real database and a real socket.
 */
package com.livemargs.whatsapp.outbound;
