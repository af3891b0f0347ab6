/**
 * Takes a webhook apart: one part for each message, status or other change, as Meta's own bytes.
 */
@NullMarked
package com.livemargs.whatsapp.ingress.split;

import org.jspecify.annotations.NullMarked;
