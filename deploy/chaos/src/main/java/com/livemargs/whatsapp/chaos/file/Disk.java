package com.livemargs.whatsapp.chaos.file;

import com.livemargs.whatsapp.chaos.process.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of files: on a small disk of its own where that is permitted. */
final class Disk implements AutoCloseable {

  private static final int SIZE = 320 << 20;
  private static final int SPARE = 2 << 20;
  private static final int CHUNK = 1 << 20;
  private static final Duration LONGEST_TRY = Duration.ofSeconds(5);

  private final Path folder;
  private final boolean small;
  private final List<String> earlier;

  Disk(Path folder) {
    this.folder = folder;
    this.small = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
    this.earlier = unfinished();
  }

  /** Whether it can be filled without harm to anybody else. */
  boolean isSmall() {
    return small;
  }

  /** Leaves next to nothing free. */
  Path fill() {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      Path filler = folder.resolve("filler");
      try (OutputStream out = Files.newOutputStream(filler)) {
        byte[] chunk = new byte[CHUNK];
        for (long left = free - SPARE; left >= CHUNK; left -= CHUNK) {
          out.write(chunk);
        }
      }
      return filler;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Files that are not what their name says, and temporary ones that nobody finishes; none that lay
   * here before: who died in another scenario left some, which are swept up after an hour.
   */
  List<String> halfFiles() {
    List<String> half = unfinished();
    half.removeAll(earlier);
    Wait.pause(LONGEST_TRY);
    half.retainAll(unfinished());
    return half;
  }

  // Other messages' files may be on their way right now.
  private List<String> unfinished() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(Disk::isHalf)
          .map(Path::toString)
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHalf(Path file) {
    String name = file.getFileName().toString();
    try {
      return !name.startsWith(sha256(file));
    } catch (UncheckedIOException unreadable) {
      return Files.exists(file);
    }
  }

  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream hashed =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      hashed.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (small) {
      run("umount", folder.toString());
    }
  }
}
