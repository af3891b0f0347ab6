package com.livemargs.whatsapp.ingress;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what all bodies hold at the same time. Small ones may use a reserve beside it: else a few
 * callers whose large bodies do not end would keep every webhook out.
 */
final class HeldBytes {

  private static final int SMALL = 64 << 10;
  private static final long RESERVE = 16L << 20;

  private final long bound;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long bound) {
    this.bound = bound;
  }

  Share share() {
    return new Share();
  }

  /** What one request holds, until it is answered. */
  final class Share {

    private long mine;
    private boolean released;

    /**
     * Holds so many bytes more.
     *
     * @return whether there is room for them
     */
    synchronized boolean take(int bytes) {
      // The deadline may have answered while these were on their way: nobody would give them back.
      if (released) {
        return true;
      }
      long most = mine + bytes <= SMALL ? bound + RESERVE : bound;
      if (held.addAndGet(bytes) > most) {
        held.addAndGet(-bytes);
        return false;
      }
      mine += bytes;
      return true;
    }

    synchronized void release() {
      released = true;
      held.addAndGet(-mine);
      mine = 0;
    }
  }
}
