package com.livemargs.whatsapp.persistence.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What changes a database of an earlier version, each once and in order; the versions it has been
 * brought to stand in {@code schemaVersions}. Two instances may take a step at once, and one that
 * is killed within a step takes it again: a step may be repeated without harm.
 */
final class MongoMigrations {

  private static final Set<Integer> NOT_THERE = Set.of(26, 27);

  private static final List<Migration> ALL =
      List.of(
          new Migration(
              1,
              "the index that lines were read by before they had a logPosition",
              database -> withoutIndex(database, "chatMessages", MongoHouse.PAGES_NAME)));

  private final MongoDatabase database;

  MongoMigrations(MongoDatabase database) {
    this.database = database;
  }

  private record Migration(
      int version, String description, Function<MongoDatabase, Mono<Void>> step) {}

  /** Takes the steps that this database has not seen; none in nearly every case. */
  Mono<Void> taken() {
    return Flux.from(versions().find())
        .map(version -> version.getInteger("_id"))
        .collectList()
        .flatMapMany(seen -> Flux.fromIterable(ALL).filter(step -> !seen.contains(step.version())))
        .concatMap(migration -> migration.step().apply(database).then(noted(migration)))
        .then();
  }

  private Mono<Void> noted(Migration migration) {
    Document version =
        new Document("_id", migration.version())
            .append("description", migration.description())
            .append("takenAt", Date.from(Instant.now()));
    return Mono.from(
            versions()
                .replaceOne(
                    Filters.eq("_id", migration.version()),
                    version,
                    new ReplaceOptions().upsert(true)))
        .then();
  }

  private MongoCollection<Document> versions() {
    return database.getCollection("schemaVersions");
  }

  private static Mono<Void> withoutIndex(MongoDatabase database, String collection, String index) {
    return Mono.from(database.getCollection(collection).dropIndex(index))
        .onErrorResume(MongoCommandException.class, MongoMigrations::unlessItIsGone)
        .then();
  }

  private static <T> Mono<T> unlessItIsGone(MongoCommandException refused) {
    return NOT_THERE.contains(refused.getErrorCode()) ? Mono.empty() : Mono.error(refused);
  }
}
