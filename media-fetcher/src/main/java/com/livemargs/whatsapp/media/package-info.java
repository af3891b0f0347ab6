/** The media fetcher: brings the files of messages from Meta to our disk and serves them. */
@NullMarked
package com.livemargs.whatsapp.media;

import org.jspecify.annotations.NullMarked;
