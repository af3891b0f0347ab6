package com.livemargs.whatsapp.media.file;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.postgres.Schema;
import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Takes files in and finds them again: one file per content, however many messages hold it.
 *
 * <p>The row stands before the file does: should the process die between both, the job comes again
 * and puts the file there, and a row alone ends by its expiry like any other.
 */
@Component
public final class StoredFiles {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String REGISTER =
      """
      with kept as (
        insert into media_files (sha256, file, mime_type, size, expires_at)
        values (:sha256, :file, :type, :size, now() + cast(:ttl as interval))
        on conflict (sha256) do update
          set expires_at = greatest(media_files.expires_at, excluded.expires_at)
        returning sha256, file, mime_type, size, expires_at),
      referred as (
        insert into media_references (whatsapp_message_id, media_id, sha256, file_name, expires_at)
        select :message, :media, sha256, :name, expires_at from kept
        on conflict (whatsapp_message_id, media_id) do update
          set sha256 = excluded.sha256, file_name = excluded.file_name, expires_at = excluded.expires_at)
      select *, cast(:name as text) as name from kept
      """;

  private static final String FIND =
      """
      select f.*, (
        select case when min(r.file_name) = max(r.file_name) then min(r.file_name) end
        from media_references r where r.sha256 = f.sha256) as name
      from media_files f where f.sha256 = :sha256 and f.file = :file
      """;

  private final MediaDirectory directory;
  private final DatabaseClient database;
  private final Schema schema;
  private final FileSettings settings;

  StoredFiles(
      MediaDirectory directory,
      DatabaseClient database,
      Schema mediaSchema,
      FileSettings settings) {
    this.directory = directory;
    this.database = database;
    this.schema = mediaSchema;
    this.settings = settings;
  }

  /** A new temporary file. */
  public Mono<IncomingFile> open() {
    return MediaDirectory.step(directory::newIncoming);
  }

  /** Leaves nothing of a temporary file behind. */
  public Mono<Void> close(IncomingFile file) {
    return MediaDirectory.step(
            () -> {
              file.discard();
              return file;
            })
        .then();
  }

  /**
   * Keeps a sealed file for good.
   *
   * @param sha256 of its bytes
   * @param reference the message that holds it
   */
  public Mono<StoredFile> keep(IncomingFile file, byte[] sha256, Reference reference) {
    CrashPoint.MEDIA_WRITTEN.reached();
    return MediaDirectory.step(() -> describe(file, IncomingFile.hex(sha256), reference))
        .flatMap(described -> register(file, described, reference))
        .flatMap(stored -> MediaDirectory.step(() -> place(file, stored)));
  }

  private static StoredFile describe(IncomingFile file, String sha256, Reference reference)
      throws IOException {
    try (InputStream bytes = Files.newInputStream(file.path())) {
      byte[] head = bytes.readNBytes(FileTypes.HEAD);
      String type = FileTypes.detect(head, reference.mimeType(), reference.fileName());
      String extension = FileTypes.extension(type);
      String called = reference.fileName();
      String made = extension.isEmpty() ? reference.kind() : reference.kind() + "." + extension;
      return new StoredFile(
          FileName.of(sha256, extension),
          type,
          file.size(),
          sha256,
          called == null ? made : called);
    }
  }

  // While PostgreSQL is away the file waits here, rather than being fetched again.
  private Mono<StoredFile> register(IncomingFile waiting, StoredFile file, Reference reference) {
    return schema
        .use(
            database
                .sql(REGISTER)
                .bind("sha256", file.sha256())
                .bind("file", file.name().value())
                .bind("type", file.mimeType())
                .bind("size", file.size())
                .bind("ttl", settings.ttl())
                .bind("message", reference.whatsappMessageId())
                .bind("media", reference.mediaId())
                .bind("name", file.originalName())
                .map(StoredFiles::read)
                .one())
        .retryWhen(
            Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                .filter(FailureClassifier::isOutage)
                .doBeforeRetryAsync(signal -> touch(waiting)));
  }

  private static Mono<Void> touch(IncomingFile file) {
    return MediaDirectory.step(
            () -> {
              file.touch();
              return file;
            })
        .then();
  }

  private StoredFile place(IncomingFile file, StoredFile stored) throws IOException {
    CrashPoint.MEDIA_BEFORE_RENAME.reached();
    directory.keep(file, stored.name());
    CrashPoint.MEDIA_RENAMED.reached();
    return stored;
  }

  /**
   * A file by its name; empty when there is none. Where messages call it differently it has a
   * neutral name.
   */
  public Mono<StoredFile> find(FileName name) {
    return schema.use(
        database
            .sql(FIND)
            .bind("sha256", name.sha256())
            .bind("file", name.value())
            .map(StoredFiles::read)
            .one());
  }

  private static StoredFile read(Readable row) {
    FileName file = new FileName(text(row, "file"));
    @Nullable String called = row.get("name", String.class);
    Long size = row.get("size", Long.class);
    String type = text(row, "mime_type");
    return new StoredFile(
        file,
        // Some were kept as they had been declared, whatever that was.
        FileTypes.isName(type) ? type : FileTypes.ANY,
        size == null ? 0 : size,
        text(row, "sha256"),
        called == null ? "whatsapp-" + file.value().substring(0, 12) + suffix(file) : called);
  }

  private static String suffix(FileName file) {
    int dot = file.value().indexOf('.');
    return dot < 0 ? "" : file.value().substring(dot);
  }

  private static String text(Readable row, String column) {
    return String.valueOf(row.get(column, String.class));
  }
}
