package com.livemargs.whatsapp.media.file;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.media.loop.Loop;
import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Deletes what has expired: files that no message refers to any more, settled jobs, temporary files
 * that a dead process left. A file goes while its row is locked, so that a message that comes with
 * the same content meanwhile waits and then puts it there anew. One that the disk does not let go
 * keeps its row and is tried again later, so that it holds up no other.
 */
@Component
final class Housekeeping extends Loop {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int BATCH = 200;
  private static final int SLICE = 5_000;

  private static final String EXPIRED_FILES =
      """
      select file from media_files where expires_at <= now()
      order by expires_at limit 200 for update skip locked
      """;

  private static final String FORGET = "delete from media_files where sha256 = any(:hashes)";

  private static final String POSTPONE =
      "update media_files set expires_at = now() + interval '1 hour' where sha256 = any(:hashes)";

  private final MediaDirectory directory;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Schema schema;
  private final FileSettings settings;

  Housekeeping(
      MediaDirectory directory,
      DatabaseClient database,
      TransactionalOperator transaction,
      Schema mediaSchema,
      FileSettings settings) {
    this.directory = directory;
    this.database = database;
    this.transaction = transaction;
    this.schema = mediaSchema;
    this.settings = settings;
  }

  @Override
  protected Flux<?> rounds() {
    return Flux.interval(settings.sweepEvery())
        .onBackpressureLatest()
        .concatMap(tick -> sweep().onErrorResume(Housekeeping::nextTime), 0);
  }

  private Mono<Void> sweep() {
    return blocking(directory::deleteAbandoned)
        .onErrorResume(Housekeeping::nextTime)
        .then(schema.use(Mono.defer(this::deleteExpired)));
  }

  private Mono<Void> deleteExpired() {
    return delete("media_jobs", "state <> 'pending' and")
        .then(delete("media_references", ""))
        .then(
            sweepFiles()
                .expand(swept -> swept.found() < BATCH ? Mono.empty() : sweepFiles())
                .map(Swept::stuck)
                .reduce(0, Integer::sum)
                .doOnNext(Housekeeping::tellStuck)
                .then());
  }

  // In slices: after a long stop there may be millions, and one statement for all would not end
  // in time.
  private Mono<Void> delete(String table, String condition) {
    String sql =
        """
        delete from %1$s where ctid = any(array(select ctid from %1$s
          where %2$s expires_at <= now() limit %3$d for update skip locked))
        """
            .formatted(table, condition, SLICE);
    return database
        .sql(sql)
        .fetch()
        .rowsUpdated()
        .repeat()
        .takeUntil(deleted -> deleted < SLICE)
        .then();
  }

  private Mono<Swept> sweepFiles() {
    return database
        .sql(EXPIRED_FILES)
        .map(Housekeeping::name)
        .all()
        .collectList()
        .flatMap(this::remove)
        .as(transaction::transactional);
  }

  private static FileName name(Readable row) {
    return new FileName(String.valueOf(row.get("file", String.class)));
  }

  private Mono<Swept> remove(List<FileName> names) {
    return Flux.fromIterable(names)
        .filterWhen(this::goes, 1)
        .collectList()
        .flatMap(
            gone -> {
              List<FileName> stuck =
                  names.stream().filter(Predicate.not(Set.copyOf(gone)::contains)).toList();
              return settle(FORGET, gone)
                  .then(settle(POSTPONE, stuck))
                  .thenReturn(new Swept(names.size(), stuck.size()));
            });
  }

  private Mono<Boolean> goes(FileName name) {
    return blocking(() -> directory.delete(name))
        .thenReturn(true)
        .onErrorReturn(IOException.class, false);
  }

  private Mono<Void> settle(String statement, List<FileName> names) {
    String[] hashes = names.stream().map(FileName::sha256).toArray(String[]::new);
    return names.isEmpty()
        ? Mono.empty()
        : database.sql(statement).bind("hashes", hashes).fetch().rowsUpdated().then();
  }

  private record Swept(int found, int stuck) {}

  private static Mono<Void> blocking(Chore chore) {
    return Mono.fromCallable(
            () -> {
              chore.run();
              return chore;
            })
        .subscribeOn(Schedulers.boundedElastic())
        .then();
  }

  private interface Chore {
    void run() throws IOException;
  }

  private static void tellStuck(int files) {
    if (files > 0) {
      log.atWarn()
          .addKeyValue("files", files)
          .log("Expired files could not be deleted from the disk; they are tried again in an hour");
    }
  }

  private static Mono<Void> nextTime(Throwable failure) {
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("Not all that has expired was deleted; the next sweep tries again");
    return Mono.empty();
  }
}
