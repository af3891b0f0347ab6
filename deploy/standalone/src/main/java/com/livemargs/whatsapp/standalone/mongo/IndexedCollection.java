package com.livemargs.whatsapp.standalone.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what an index leads to where the library would read all documents: for a condition among
 * others, for all of a {@code $and}, for each of a {@code $or}.
 */
final class IndexedCollection extends H2Collection {
  private static final Logger log = LoggerFactory.getLogger(IndexedCollection.class);

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> meta,
      CursorRegistry cursors) {
    super(database, name, options, documents, meta, cursors);
  }

  @Override
  public void addIndex(Index<Object> index) {
    super.addIndex(index);
    if (index instanceof SecondaryIndex secondary) {
      secondary.built();
    }
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document order,
      int skip,
      int limit,
      int batch,
      @Nullable Document fields) {
    var positions = positions(query);
    if (positions.isPresent()) {
      return matchDocuments(query, positions.get(), order, skip, limit, batch, fields);
    }
    log.atDebug().addKeyValue("collection", getCollectionName()).log("Reads all documents");
    return matchDocuments(query, order, skip, limit, batch, fields);
  }

  /** Where all documents are that the query can be true of, and others perhaps. */
  private Optional<Set<Object>> positions(Document query) {
    return query.entrySet().stream()
        .map(it -> positions(it.getKey(), it.getValue()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Set<Object>> positions(String member, @Nullable Object condition) {
    return switch (member) {
      case "$and" -> queries(condition).map(this::positions).flatMap(Optional::stream).findFirst();
      case "$or" -> union(queries(condition).map(this::positions).toList());
      default -> indexed(new Document(member, condition));
    };
  }

  private static Stream<Document> queries(@Nullable Object condition) {
    return condition instanceof Collection<?> all
        ? all.stream().filter(Document.class::isInstance).map(Document.class::cast)
        : Stream.empty();
  }

  private static Optional<Set<Object>> union(Collection<Optional<Set<Object>>> each) {
    if (each.isEmpty() || each.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    var all = new LinkedHashSet<>();
    each.forEach(it -> all.addAll(it.orElseThrow()));
    return Optional.of(all);
  }

  private Optional<Set<Object>> indexed(Document query) {
    return getIndexes().stream()
        .filter(index -> index.canHandle(query))
        .findFirst()
        .map(
            index -> {
              var positions = new LinkedHashSet<>();
              index.getPositions(query).forEach(positions::add);
              return positions;
            });
  }
}
