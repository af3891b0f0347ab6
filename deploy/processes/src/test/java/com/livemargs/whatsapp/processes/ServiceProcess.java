package com.livemargs.whatsapp.processes;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.ExtractedJar;
import com.livemargs.whatsapp.testkit.Machine;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program of ours as a process of its own, told everything by its environment. Its folder {@code
 * target/processes/<program>-<port>} holds what it printed and what it leaves; it never outlives
 * this JVM.
 */
final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicInteger PORT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(11_000, 31_000));
  // One compiler and one thread of collection: several of these share a machine with the tests.
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx192m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");
  private static final Map<Program, ExtractedJar> APPS = new ConcurrentHashMap<>();
  private static final Queue<Process> STARTED = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final int port;
  private final Path folder;
  private final Process process;

  private ServiceProcess(String name, int port, Path folder, Process process) {
    this.name = name;
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /** Starts the program with these settings and nothing else from the environment, and a port. */
  static ServiceProcess start(Program program, Map<String, String> settings) {
    int port = nextPort();
    String name = program.title() + "-" + port;
    try {
      Path folder = Files.createDirectories(Path.of("target", "processes", name).toAbsolutePath());
      var builder = new ProcessBuilder(command(program, folder)).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().put(program.portVariable(), String.valueOf(port));
      builder.environment().putAll(settings);
      builder.redirectErrorStream(true).redirectOutput(folder.resolve("output.log").toFile());
      Process process = builder.start();
      STARTED.add(process);
      return new ServiceProcess(name, port, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that nobody listens on and that no other process is given. */
  static int nextPort() {
    return PORT.updateAndGet(last -> Machine.freePortFrom(last + 1));
  }

  private static List<String> command(Program program, Path folder) {
    ExtractedJar app = APPS.computeIfAbsent(program, ServiceProcess::prepare);
    var command = new ArrayList<>(app.java(OPTIONS));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(main(app));
    return command;
  }

  /** Sees to it that a program is extracted and has its archive; the first start does otherwise. */
  static void prepared(Program program) {
    APPS.computeIfAbsent(program, ServiceProcess::prepare);
  }

  private static ExtractedJar prepare(Program program) {
    var app = ExtractedJar.of(program.jar(), Path.of("target", "apps"), Map.of());
    var settings = Servers.nowhere(program);
    settings.put(program.portVariable(), "0");
    app.prepare(OPTIONS, main(app), settings);
    return app;
  }

  private static List<String> main(ExtractedJar app) {
    return List.of("-jar", app.jar().toString());
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Returns once readiness is 200; fails at once when the process has ended. */
  ServiceProcess awaitReady() {
    await(name + " is ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> requireAlive().answers("/actuator/health/readiness"));
    return this;
  }

  private ServiceProcess requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended: " + output());
    }
    return this;
  }

  private boolean answers(String path) {
    try {
      return Web.get(url(path)).status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** All that it printed so far. */
  String output() {
    try {
      return Files.readString(folder.resolve("output.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, and the exit code once it has ended. */
  int stop(Duration patience) {
    process.destroy();
    return awaitEnd(patience);
  }

  /** The exit code, once it has ended by itself. */
  int awaitEnd(Duration patience) {
    process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    return process.exitValue();
  }

  /** SIGKILL: nothing is finished, nothing is told to anybody. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(PATIENCE);
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name;
  }
}
