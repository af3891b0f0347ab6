/** One try to fetch a file from Meta: look up, check the address, transfer, judge. */
@NullMarked
package com.livemargs.whatsapp.media.fetch;

import org.jspecify.annotations.NullMarked;
