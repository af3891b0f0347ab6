/** Files over HTTP for those who hold a key or a signed link. */
@NullMarked
package com.livemargs.whatsapp.media.serve;

import org.jspecify.annotations.NullMarked;
