package com.livemargs.whatsapp.standalone.server;

import com.livemargs.whatsapp.standalone.settings.Ports;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * One server around the services: made ready, started once, closed once, also if its start failed.
 */
public interface Part extends AutoCloseable {

  /**
   * Stops what a killed process left running in the data folder, so that its port and files are
   * free.
   */
  default void stopLeftover() {}

  /** The ports it is going to open itself. */
  default List<Ports.Wanted> ports() {
    return List.of();
  }

  /**
   * Chooses the ports that nobody asked for, before it is started.
   *
   * @param freeFrom finds a port, at or after a number, that nobody has or is going to open
   */
  default void choosePorts(IntUnaryOperator freeFrom) {}

  /** Starts it and returns once it serves. */
  default void start() {}

  /**
   * From now on says so when it ends by itself.
   *
   * @param ended is given one sentence; whoever is told should end this process, to be started anew
   */
  default void watch(Consumer<String> ended) {}

  /** What it is: real or stand-in, version, address. Known once started. */
  String description();

  /** How the services find it, by the documented names. */
  Map<String, String> settings();

  @Override
  default void close() {}
}
