package com.livemargs.whatsapp.control;

/** Ends a command with a sentence on the error output. */
final class ControlException extends RuntimeException {

  private final int exitCode;

  ControlException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
