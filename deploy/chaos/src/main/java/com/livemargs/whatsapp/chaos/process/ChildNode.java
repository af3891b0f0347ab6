package com.livemargs.whatsapp.chaos.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node that is one child process. */
public final class ChildNode implements Node {

  private final String name;
  private final Supplier<Launch> launch;
  private final BooleanSupplier ready;
  private volatile @Nullable Child child;

  /** How it is started: asked for anew each time. */
  public record Launch(List<String> command, Map<String, String> environment, Path log) {}

  public ChildNode(String name, Supplier<Launch> launch, BooleanSupplier ready) {
    this.name = name;
    this.launch = launch;
    this.ready = ready;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    Launch how = launch.get();
    child = Child.start(how.command(), how.environment(), how.log());
  }

  @Override
  public boolean isReady() {
    return isAlive() && ready.getAsBoolean();
  }

  @Override
  public boolean isAlive() {
    Child current = child;
    return current != null && current.isAlive();
  }

  @Override
  public void kill() {
    Child current = child;
    if (current != null) {
      current.kill();
    }
  }

  @Override
  public void stop() {
    Child current = child;
    if (current != null) {
      current.stop();
    }
  }

  @Override
  public void signal(String signal) {
    Child current = child;
    if (current != null && current.isAlive()) {
      Signals.send(signal, current.pid());
    }
  }

  @Override
  public OptionalInt exitCode() {
    Child current = child;
    return current == null || current.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(current.exitCode());
  }
}
