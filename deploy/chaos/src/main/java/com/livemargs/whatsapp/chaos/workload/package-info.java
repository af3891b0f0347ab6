/** What customers and callers do meanwhile, and the book that is kept of every answer. */
@NullMarked
package com.livemargs.whatsapp.chaos.workload;

import org.jspecify.annotations.NullMarked;
