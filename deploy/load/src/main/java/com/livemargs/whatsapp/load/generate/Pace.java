package com.livemargs.whatsapp.load.generate;

/** When the requests of a run are due. */
@FunctionalInterface
public interface Pace {

  /** Nanoseconds after the start; negative: as soon as a connection is free. */
  long due(int index);

  /** Each as soon as the one before it on its connection was answered. */
  static Pace closed() {
    return index -> -1;
  }

  /** At a fixed rate, however long answers take: what waits for a connection waits on the clock. */
  static Pace perSecond(int rate) {
    long step = 1_000_000_000L / rate;
    return index -> index * step;
  }
}
