/** JSON that keeps its bytes: spans of a document as it was received. */
@NullMarked
package com.livemargs.whatsapp.events.json;

import org.jspecify.annotations.NullMarked;
