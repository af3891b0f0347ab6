package com.livemargs.whatsapp.standalone.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that holds everything worth keeping, owned by one process at a time. */
public final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final Duration BLINK = Duration.ofMillis(700);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(12);
  private static final long LEAST_FREE_BYTES = 512L << 20;

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder if needed and takes hold of it.
   *
   * @throws StartRefused if it cannot be written, is nearly full, or belongs to a running process
   */
  public static DataFolder open(Path wanted) {
    var path = wanted.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path);
      refuseIfNearlyFull(path);
      var channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return locked(path, channel);
    } catch (IOException e) {
      throw new StartRefused(
          "The data folder %s cannot be written (%s): correct its rights, or set DATA_DIR to another folder."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Tells the next start that this one is about to leave. */
  public void announceLeaving() {
    try {
      Files.writeString(path.resolve("stopping"), "");
    } catch (IOException e) {
      // Without the announcement the next start asks its person to wait: no reason to stop less
      // cleanly.
      LOG.atInfo().setCause(e).log("The data folder takes no announcement");
    }
  }

  @Override
  public void close() {
    try {
      // In this order who finds no announcement finds no lock either.
      channel.close();
      Files.deleteIfExists(path.resolve("stopping"));
    } catch (IOException e) {
      throw new IllegalStateException("The lock of " + path + " cannot be released", e);
    }
  }

  // An owner that is just stopping is waited for, so that Ctrl-C and the next start may follow at
  // once.
  private static DataFolder locked(Path path, FileChannel channel) throws IOException {
    var mark = path.resolve("stopping");
    var ours =
        Patience.until(BLINK, () -> lock(channel))
            || (Files.exists(mark) && Patience.until(STOP_PATIENCE, () -> lock(channel)))
            || lock(channel);
    if (ours) {
      Files.deleteIfExists(mark);
      return new DataFolder(path, channel);
    }
    channel.close();
    throw new StartRefused(
        ("The data folder %s is in use by another ./run: stop that one, or give this one a folder of its"
                + " own with DATA_DIR.")
            .formatted(path));
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseIfNearlyFull(Path path) throws IOException {
    var free = Files.getFileStore(path).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw new StartRefused(
          "The disk of %s has only %d MiB free and %d are needed: free some, or set DATA_DIR to another disk."
              .formatted(path, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }
}
