package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.rules.MediaKnowledge;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Keeps files in a folder that goes with the process; the oldest go first when it is full. */
@Component
public class MediaShelf implements MediaKnowledge, DisposableBean {

  private final Map<String, Media> shelf = new LinkedHashMap<>();
  private final CurrentBehaviour behaviour;
  private final Clock clock;
  private final Path folder;
  private final long mostBytes;
  private long bytes;

  MediaShelf(SimulatorProperties settings, CurrentBehaviour behaviour, Clock clock)
      throws IOException {
    this.behaviour = behaviour;
    this.clock = clock;
    this.mostBytes = settings.limits().mediaBytes();
    this.folder = Files.createTempDirectory("simulator-media");
  }

  /**
   * Puts a file on the shelf.
   *
   * @param id a wished id, or null for a new one
   */
  public Media put(
      @Nullable String id,
      byte[] content,
      String mimeType,
      @Nullable String fileName,
      Duration lifetime) {
    String key = id == null ? newId() : id;
    try {
      Path file = Files.write(Files.createTempFile(folder, "media", null), content);
      var media =
          new Media(
              key,
              mimeType,
              fileName,
              sha256(content),
              content.length,
              file,
              clock.instant().plus(lifetime));
      keep(media);
      return media;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void keep(Media media) {
    delete(media.id());
    shelf.put(media.id(), media);
    bytes += media.size();
    while (bytes > mostBytes && shelf.size() > 1) {
      delete(shelf.keySet().iterator().next());
    }
  }

  /** The file with this id, if it is there and has not expired. */
  public synchronized Optional<Media> find(String id) {
    return Optional.ofNullable(shelf.get(id)).filter(m -> m.expires().isAfter(clock.instant()));
  }

  /** Takes a file off the shelf; says whether it was there. */
  public synchronized boolean delete(String id) {
    Media media = shelf.remove(id);
    if (media == null) {
      return false;
    }
    bytes -= media.size();
    try {
      Files.deleteIfExists(media.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public Optional<String> mimeType(String mediaId) {
    Optional<String> known = find(mediaId).map(Media::mimeType);
    return behaviour.get().knownMediaOnly() ? known : known.or(() -> Optional.of(""));
  }

  private static String newId() {
    return Long.toString(
        ThreadLocalRandom.current().nextLong(100_000_000_000_000L, 999_999_999_999_999_999L));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void destroy() throws IOException {
    FileSystemUtils.deleteRecursively(folder);
  }
}
