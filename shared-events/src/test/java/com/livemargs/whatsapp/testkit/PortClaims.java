package com.livemargs.whatsapp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps tests off each other's ports. Modules are tested side by side, and a port looks free until
 * its server listens, and again while that is stopped: so each port that a test takes is a locked
 * byte of one file, until the JVM of that test ends.
 */
final class PortClaims {

  private static final Set<Integer> OURS = new HashSet<>();
  private static final FileChannel BYTES = open();

  private PortClaims() {}

  private static FileChannel open() {
    String name = "whatsapp-test-ports-" + System.getProperty("user.name");
    try {
      return FileChannel.open(
          Path.of(System.getProperty("java.io.tmpdir"), name),
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a port that no test has; false if one has it. */
  static synchronized boolean take(int port) {
    if (!OURS.add(port)) {
      return false;
    }
    try {
      return BYTES.tryLock(port, 1, false) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
