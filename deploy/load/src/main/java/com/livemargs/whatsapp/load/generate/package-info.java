/** Makes signed webhooks and posts them, as fast as they are answered or at a fixed rate. */
@NullMarked
package com.livemargs.whatsapp.load.generate;

import org.jspecify.annotations.NullMarked;
