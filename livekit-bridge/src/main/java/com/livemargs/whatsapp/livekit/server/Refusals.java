package com.livemargs.whatsapp.livekit.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that LiveKit refuses us: at once and then once a minute, because a wrong key is refused
 * with every event.
 */
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private final AtomicLong keyTold = new AtomicLong(System.nanoTime() - SILENCE_NANOS);
  private final AtomicLong requestTold = new AtomicLong(System.nanoTime() - SILENCE_NANOS);

  void tell(LiveKitFailure refusal) {
    boolean key = refusal.isOfKey();
    if (isToBeTold(key ? keyTold : requestTold)) {
      log.atError()
          .addKeyValue("failure", refusal.getMessage())
          .log(
              key
                  ? "LiveKit refuses us: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET"
                  : "LiveKit refuses a request of ours: check that LIVEKIT_URL leads to a LiveKit server of a version that this release supports");
    }
  }

  private static boolean isToBeTold(AtomicLong lastTold) {
    long last = lastTold.get();
    long now = System.nanoTime();
    return now - last >= SILENCE_NANOS && lastTold.compareAndSet(last, now);
  }
}
