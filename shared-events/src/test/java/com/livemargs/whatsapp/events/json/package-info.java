/** JSON that keeps its bytes, claimed. */
@NullMarked
package com.livemargs.whatsapp.events.json;

import org.jspecify.annotations.NullMarked;
