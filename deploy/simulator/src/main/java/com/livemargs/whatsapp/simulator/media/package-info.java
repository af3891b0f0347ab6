/** Files: upload, look-up, download, deletion, and the ways each can go wrong. */
@NullMarked
package com.livemargs.whatsapp.simulator.media;

import org.jspecify.annotations.NullMarked;
