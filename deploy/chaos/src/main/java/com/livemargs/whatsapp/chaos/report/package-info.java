/** What a run says in the end. */
@NullMarked
package com.livemargs.whatsapp.chaos.report;

import org.jspecify.annotations.NullMarked;
