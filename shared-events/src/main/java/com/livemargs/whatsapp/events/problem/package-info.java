/** Errors over HTTP: RFC 9457 problems that name the cause and the fix. */
@NullMarked
package com.livemargs.whatsapp.events.problem;

import org.jspecify.annotations.NullMarked;
