package com.livemargs.whatsapp.media.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The folder of the files: temporary ones below {@code .incoming}, complete ones by their {@link
 * FileName}. What lies under such a name is always whole. All of it blocks.
 */
@Component
// Not final: a test has one that refuses, as a quota does.
public class MediaDirectory {

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final FileSettings settings;
  private final Path incoming;

  MediaDirectory(FileSettings settings) {
    this.settings = settings;
    this.incoming = settings.dir().resolve(".incoming");
  }

  /**
   * The disk did not do what was asked of it. The system's words are its own, in its language: that
   * it failed here is all that is read.
   */
  public static final class Refusal extends UncheckedIOException {

    public Refusal(IOException cause) {
      super(cause);
    }
  }

  /** Takes one step on the disk, off the event loops; it succeeds or is a {@link Refusal}. */
  public static <T> Mono<T> step(Callable<T> step) {
    return Mono.fromCallable(step)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(IOException.class, Refusal::new);
  }

  IncomingFile newIncoming() throws IOException {
    return IncomingFile.create(prepared().resolve(UUID.randomUUID() + ".part"));
  }

  private Path prepared() throws IOException {
    if (!Files.isDirectory(incoming)) {
      Files.createDirectories(incoming, Permissions.of(incoming, "rwxr-x---"));
    }
    return incoming;
  }

  /** Gives a sealed file its name. Whoever reads under that name sees all of it or nothing. */
  void keep(IncomingFile file, FileName name) throws IOException {
    Files.move(
        file.path(),
        settings.dir().resolve(name.value()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(settings.dir(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Where a file lies, or empty when it is not there or is no plain file. */
  public Optional<Path> find(FileName name) {
    Path path = settings.dir().resolve(name.value());
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(path)
        : Optional.empty();
  }

  void delete(FileName name) throws IOException {
    Files.deleteIfExists(settings.dir().resolve(name.value()));
  }

  /**
   * Deletes temporary files that nobody has written to, or waited with, for an hour: their process
   * has died. One that cannot be deleted is told of at the end.
   */
  void deleteAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    IOException stuck = null;
    for (Path file : incomingFiles()) {
      try {
        if (isOlder(file, limit)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException failure) {
        stuck = failure;
      }
    }
    if (stuck != null) {
      throw stuck;
    }
  }

  private static boolean isOlder(Path file, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
    } catch (NoSuchFileException complete) {
      return false;
    }
  }

  private List<Path> incomingFiles() throws IOException {
    try (Stream<Path> files = Files.list(prepared())) {
      return files.toList();
    }
  }

  /** Bytes that fit beside the reserve; negative when that is touched already. */
  public long room() throws IOException {
    return Files.getFileStore(prepared()).getUsableSpace() - settings.minFreeBytes();
  }

  /** Free part of the disk, 0 to 1; not a number when the folder cannot be asked. */
  double freeRatio() {
    try {
      var store = Files.getFileStore(prepared());
      return (double) store.getUsableSpace() / store.getTotalSpace();
    } catch (IOException away) {
      return Double.NaN;
    }
  }

  /** What a person asks about the disk; fails when no file fits or none can be written. */
  Map<String, Object> state() throws IOException {
    if (!isWritable() || room() < 1) {
      throw new IOException("no file can be written");
    }
    return Map.of("free part", Math.round(freeRatio() * 100) + " %");
  }

  boolean isWritable() {
    try {
      return Files.isWritable(prepared());
    } catch (IOException refused) {
      return false;
    }
  }
}
