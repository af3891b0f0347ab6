package com.livemargs.whatsapp.chaos.process;

import java.util.OptionalInt;

/**
 * A server that can be started, killed, stopped, frozen and started again, any number of times, on
 * its own port and its own data. Its methods are called by one thread at a time.
 */
public interface Node {

  /** What it is called in schedules, logs and reports, such as {@code media-2}. */
  String name();

  /** Starts it and returns at once. */
  void start();

  /** Whether it does its work. */
  boolean isReady();

  /** Whether its process is there. */
  boolean isAlive();

  /** SIGKILL. */
  void kill();

  /** SIGTERM, or whatever ends it in order. */
  void stop();

  /** Sends a signal such as STOP or CONT to all of it. */
  void signal(String signal);

  /** How its last process ended, while none is alive. */
  default OptionalInt exitCode() {
    return OptionalInt.empty();
  }
}
