package com.livemargs.whatsapp.control;

import tools.jackson.databind.JsonNode;

/** How a command ends; a contract with scripts. */
final class ExitCodes {

  /** Done, or shown. */
  static final int DONE = 0;

  /** The service refused or failed, its words are on the error output; or a rebuild failed. */
  static final int REFUSED = 1;

  /** The command line, a key or an address is wrong or missing. */
  static final int USAGE = 2;

  /** Nothing answers at the address, or not in time. */
  static final int AWAY = 3;

  /**
   * Done, and something is left: records that were refused, records or files above the limit,
   * stores that still differ, rebuilds that came to no end or skipped records.
   */
  static final int LEFT = 4;

  private ExitCodes() {}

  /** Of something that is done to some at a time, or was only told. */
  static int ofSome(JsonNode report) {
    boolean told = report.path("dryRun").asBoolean();
    return report.path("more").asBoolean() && !told ? LEFT : DONE;
  }
}
