/** What can be seen from outside: rows, documents, records, lag. */
@NullMarked
package com.livemargs.whatsapp.chaos.look;

import org.jspecify.annotations.NullMarked;
