/** That the generator makes what it says it makes. */
@NullMarked
package com.livemargs.whatsapp.load.generate;

import org.jspecify.annotations.NullMarked;
