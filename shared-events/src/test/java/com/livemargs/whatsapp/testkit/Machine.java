package com.livemargs.whatsapp.testkit;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What the fixtures take from the machine they run on: ports, folders, programs and child
 * processes.
 */
public final class Machine {

  static final String LOOPBACK = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Machine() {}

  /**
   * A port that nobody listens on and no other test has, below the ephemeral range, where no
   * client's own socket can take it.
   */
  public static int freePort() {
    IntStream candidates = new Random().ints(10_000, 32_000).limit(1_000);
    return candidates.filter(Machine::claim).findFirst().orElseThrow();
  }

  /** The first such port from this one on. */
  public static int freePortFrom(int first) {
    return IntStream.range(first, 32_768).filter(Machine::claim).findFirst().orElseThrow();
  }

  /** Takes this port until the JVM ends; false if somebody listens on it or another test has it. */
  public static boolean claim(int port) {
    return isFree(port) && PortClaims.take(port);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** The executable of that name on the PATH. */
  static Optional<Path> program(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /** A new folder in the system's temporary one. */
  public static Path folder(String purpose) {
    try {
      return Files.createTempDirectory("whatsapp-test-" + purpose + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new folder in the system's temporary one, which goes with this JVM. */
  public static Path folderUntilExit(String purpose) {
    Path folder = folder(purpose);
    atExit(() -> delete(folder));
    return folder;
  }

  /** Takes a folder away with all that is in it. */
  public static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException left) {
      // a temporary folder that stays behind harms nobody
    }
  }

  /** Has this done when the JVM ends. */
  public static void atExit(Runnable close) {
    Runtime.getRuntime().addShutdownHook(new Thread(close, "testkit-close"));
  }

  /** A name no other test, in this JVM or another one on the same server, has. */
  static String uniqueName() {
    return "test_" + UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Starts a server program and returns once it listens on the port; its output goes to a file in
   * the folder.
   */
  static Process server(List<String> command, Path folder, int port) {
    Path log = folder.resolve("output.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> listens(process, port, log));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean listens(Process process, int port, Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the server ended at once: " + Files.readString(log));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Waits until the process is gone. */
  static void awaitEnd(Process process) {
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
