/** LiveKit's standard token endpoint: a seat in one room for whom an API key's holder vouches. */
@NullMarked
package com.livemargs.whatsapp.livekit.token;

import org.jspecify.annotations.NullMarked;
