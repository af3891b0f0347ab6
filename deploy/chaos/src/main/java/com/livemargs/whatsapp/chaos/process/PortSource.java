package com.livemargs.whatsapp.chaos.process;

import com.livemargs.whatsapp.standalone.settings.Ports;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of this machine, each handed out once, below the ephemeral range. */
public final class PortSource {

  private final AtomicInteger last =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(10_000, 30_000));

  /** A free port that nobody had before. */
  public int next() {
    return last.updateAndGet(before -> Ports.freeFrom(before + 1));
  }
}
