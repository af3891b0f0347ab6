/** Claims about the door for webhooks, on real HTTP and a real broker. */
@NullMarked
package com.livemargs.whatsapp.ingress;

import org.jspecify.annotations.NullMarked;
