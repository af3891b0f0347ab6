/** What is said about a file: the media topic's records. */
@NullMarked
package com.livemargs.whatsapp.events.media;

import org.jspecify.annotations.NullMarked;
