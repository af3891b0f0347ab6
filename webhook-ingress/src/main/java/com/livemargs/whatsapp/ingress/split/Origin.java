package com.livemargs.whatsapp.ingress.split;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where parts come from.
 *
 * @param waba id of the WhatsApp Business Account, or null
 * @param stated {@code entry[].time}, or null
 */
record Origin(@Nullable String waba, @Nullable Instant stated, Instant received) {

  String source() {
    return "/whatsapp/waba/" + (waba == null ? "" : waba);
  }

  Instant time() {
    return stated == null ? received : stated;
  }
}
