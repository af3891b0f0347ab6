/** Files that come wrong, late, endless or not at all. */
@NullMarked
package com.livemargs.whatsapp.chaos.file;

import org.jspecify.annotations.NullMarked;
