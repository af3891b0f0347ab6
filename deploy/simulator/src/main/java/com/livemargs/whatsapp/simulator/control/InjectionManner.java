package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.webhook.Delivery;
import com.livemargs.whatsapp.simulator.webhook.Delivery.Signing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes are to arrive, as query parameters.
 *
 * @param signature {@code valid}, {@code forged} or {@code none}
 * @param copies how often
 * @param delay how late
 * @param redeliver whether they are repeated until answered 200
 */
record InjectionManner(
    @Nullable Signing signature,
    @Nullable Integer copies,
    @Nullable Duration delay,
    @Nullable Boolean redeliver) {

  Delivery delivery() {
    return new Delivery(
        "injected",
        copies == null ? 1 : copies,
        delay == null ? Duration.ZERO : delay,
        signature == null ? Signing.VALID : signature,
        redeliver == null || redeliver);
  }
}
