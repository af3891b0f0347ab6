/**
 * What is to be sent and to whom: the caller's members, checked, and the address and room that
 * follow.
 */
@NullMarked
package com.livemargs.whatsapp.outbound.message;

import org.jspecify.annotations.NullMarked;
