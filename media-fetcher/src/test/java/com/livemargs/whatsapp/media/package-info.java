/** The media fetcher against a real broker, a real PostgreSQL and a Graph API on loopback. */
@NullMarked
package com.livemargs.whatsapp.media;

import org.jspecify.annotations.NullMarked;
