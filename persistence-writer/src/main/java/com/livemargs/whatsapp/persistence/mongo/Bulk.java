package com.livemargs.whatsapp.persistence.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Unordered bulk writes. Every model bears repetition, so where two processes inserted the same at
 * once and one lost, the whole bulk is simply written again.
 */
final class Bulk {

  private static final int DUPLICATE_KEY = 11_000;
  private static final int TRIES = 3;
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
  private static final InsertManyOptions ANY_ORDER = new InsertManyOptions().ordered(false);
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  private final List<WriteModel<Document>> models = new ArrayList<>();

  Bulk insertIfAbsent(Bson filter, Document document) {
    return upsert(filter, new Document("$setOnInsert", document));
  }

  Bulk upsert(Bson filter, Document update) {
    models.add(new UpdateOneModel<>(filter, update, UPSERT));
    return this;
  }

  Bulk update(Bson filter, Document update) {
    if (!update.isEmpty()) {
      models.add(new UpdateOneModel<>(filter, update));
    }
    return this;
  }

  /** How many models there are, which is the position of the next one. */
  int size() {
    return models.size();
  }

  /** Positions of the models that inserted a document. */
  Mono<Set<Integer>> writeTo(MongoCollection<Document> collection) {
    return models.isEmpty() ? Mono.just(Set.of()) : write(collection, new HashSet<>(), 1);
  }

  private Mono<Set<Integer>> write(
      MongoCollection<Document> collection, Set<Integer> inserted, int attempt) {
    return Mono.from(collection.bulkWrite(models, UNORDERED))
        .map(result -> with(inserted, result))
        .onErrorResume(
            MongoBulkWriteException.class,
            failure ->
                attempt < TRIES && isLostRace(failure)
                    ? write(collection, with(inserted, failure.getWriteResult()), attempt + 1)
                    : Mono.error(failure));
  }

  private static Set<Integer> with(Set<Integer> inserted, BulkWriteResult result) {
    result.getUpserts().stream().map(BulkWriteUpsert::getIndex).forEach(inserted::add);
    return inserted;
  }

  /**
   * Inserts those that are not there yet; the others are left as they are. What is new is nearly
   * everything, and inserting it costs the server half of an upsert.
   *
   * @return positions of the documents that were inserted
   */
  static Mono<Set<Integer>> insert(MongoCollection<Document> collection, List<Document> documents) {
    Set<Integer> all = new HashSet<>();
    IntStream.range(0, documents.size()).forEach(all::add);
    return documents.isEmpty()
        ? Mono.just(all)
        : Mono.from(collection.insertMany(documents, ANY_ORDER))
            .thenReturn(all)
            .onErrorResume(
                MongoBulkWriteException.class,
                failure -> isLostRace(failure) ? without(all, failure) : Mono.error(failure));
  }

  /** Ids of the documents at all other positions. */
  static Set<String> others(List<Document> documents, Set<Integer> inserted) {
    return IntStream.range(0, documents.size())
        .filter(position -> !inserted.contains(position))
        .mapToObj(position -> documents.get(position).getString("_id"))
        .collect(Collectors.toSet());
  }

  private static Mono<Set<Integer>> without(Set<Integer> all, MongoBulkWriteException failure) {
    failure.getWriteErrors().forEach(there -> all.remove(there.getIndex()));
    return Mono.just(all);
  }

  static boolean isLostRace(MongoBulkWriteException failure) {
    return failure.getWriteConcernError() == null
        && !failure.getWriteErrors().isEmpty()
        && failure.getWriteErrors().stream().allMatch(e -> e.getCode() == DUPLICATE_KEY);
  }

  /** A document without the members that are null: absent and null are the same fact. */
  static Document document(@Nullable Object... namesAndValues) {
    Document document = new Document();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        document.append(
            String.valueOf(namesAndValues[i]), value instanceof Instant at ? Date.from(at) : value);
      }
    }
    return document;
  }

  /** Sets what is there and removes what is null. */
  static Document replacing(@Nullable Object... namesAndValues) {
    Document set = document(namesAndValues);
    Document unset = new Document();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] == null) {
        unset.append(String.valueOf(namesAndValues[i]), "");
      }
    }
    Document update = set.isEmpty() ? new Document() : new Document("$set", set);
    return unset.isEmpty() ? update : update.append("$unset", unset);
  }
}
