/** Claims about rooms and packets, on a stand-in and on the real server alike. */
@NullMarked
package com.livemargs.whatsapp.livekit.server;

import org.jspecify.annotations.NullMarked;
