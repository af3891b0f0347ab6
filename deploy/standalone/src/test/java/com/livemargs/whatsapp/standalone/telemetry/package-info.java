/** What the running system tells its operators, and what it never tells anybody. */
@NullMarked
package com.livemargs.whatsapp.standalone.telemetry;

import org.jspecify.annotations.NullMarked;
