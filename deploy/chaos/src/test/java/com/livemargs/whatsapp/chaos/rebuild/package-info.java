/** Tests of what judges a rebuild. */
@NullMarked
package com.livemargs.whatsapp.chaos.rebuild;

import org.jspecify.annotations.NullMarked;
