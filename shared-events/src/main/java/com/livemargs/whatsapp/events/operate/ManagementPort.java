package com.livemargs.whatsapp.events.operate;

/**
 * Where operators are answered unless {@code MANAGEMENT_PORT} says otherwise: a thousand above the
 * public port, or below it where no port is above.
 */
public final class ManagementPort {

  static final int HIGHEST = 65_535;
  private static final int APART = 1_000;

  private ManagementPort() {}

  /** The port that goes with a public one. */
  public static int beside(int publicPort) {
    int above = publicPort + APART;
    return above <= HIGHEST ? above : publicPort - APART;
  }
}
