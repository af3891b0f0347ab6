package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The collections and their indexes, made on first connection and whenever they are missing; making
 * them twice at once is harmless. What else an earlier version left to change, {@link
 * MongoMigrations} does. The service may start before MongoDB.
 */
public final class MongoHouse {

  /** The index that leads from room to room, and within each to a stretch of time. */
  static final Bson PAGES = Indexes.ascending("roomName", "timestamp", "messageId");

  static final String PAGES_NAME = "roomName_1_timestamp_1_messageId_1";

  /** The index by which a conversation is read. */
  private static final Bson LINES =
      Indexes.ascending("roomName", "timestamp", "logPosition", "messageId");

  private static final IndexOptions EXPIRY = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);

  // The driver's own codec of documents looks for cycles of codecs at each value.
  private static final CodecRegistry CODECS =
      CodecRegistries.fromRegistries(
          CodecRegistries.fromCodecs(
              new DocumentCodec(MongoClientSettings.getDefaultCodecRegistry())),
          MongoClientSettings.getDefaultCodecRegistry());

  private static final FailureClassifier FAILURES = new MongoFailures();
  private static final Logger log = LoggerFactory.getLogger(MongoHouse.class);

  private final MongoDatabase database;
  private final AtomicBoolean refused = new AtomicBoolean();
  private final AtomicReference<@Nullable Mono<Void>> making = new AtomicReference<>();

  public MongoHouse(MongoDatabase database) {
    this.database = database.withCodecRegistry(CODECS);
  }

  MongoCollection<Document> messages() {
    return database.getCollection("whatsappMessages");
  }

  MongoCollection<Document> lines() {
    return database.getCollection("chatMessages");
  }

  MongoCollection<Document> statuses() {
    return database.getCollection("messageStatuses");
  }

  MongoCollection<Document> changes() {
    return database.getCollection("messageChanges");
  }

  MongoCollection<Document> files() {
    return database.getCollection("messageFiles");
  }

  MongoCollection<Document> events() {
    return database.getCollection("accountEvents");
  }

  MongoCollection<Document> rooms() {
    return database.getCollection("rooms");
  }

  MongoCollection<Document> edges() {
    return database.getCollection("customerIdentities");
  }

  /** Those whose documents expire. */
  List<MongoCollection<Document>> expiring() {
    return List.of(messages(), lines(), statuses(), changes(), files(), events(), rooms());
  }

  /** Completes once the indexes are there. */
  Mono<Void> ready() {
    return Mono.defer(this::current);
  }

  /**
   * A write failed. A server that was away may come back empty, and what is written without its
   * unique indexes could be there twice: the next write looks after them first.
   */
  void failed(Throwable failure) {
    if (FAILURES.classify(failure) == FailureClassifier.Failure.OUTAGE) {
      making.set(null);
    }
  }

  /** Makes what is missing again, as on a server that came back empty; nobody else waits for it. */
  Mono<Void> renewed() {
    return Mono.defer(this::make);
  }

  private Mono<Void> current() {
    Mono<Void> running = making.get();
    if (running != null) {
      return running;
    }
    Mono<Void> attempt = make().doOnError(failed -> making.set(null)).cache();
    return making.compareAndSet(null, attempt) ? attempt : current();
  }

  private Mono<Void> make() {
    IndexOptions unique = new IndexOptions().unique(true).sparse(true);
    IndexModel page = new IndexModel(PAGES);
    return indexes(messages(), new IndexModel(Indexes.ascending("whatsappMessageId"), unique))
        .then(indexes(messages(), ascending("phoneNumber", "timestamp"), page))
        .then(indexes(lines(), new IndexModel(LINES)))
        .then(indexes(statuses(), ascending("whatsappMessageId"), ascending("messageId")))
        .then(indexes(changes(), ascending("targetId")))
        .then(indexes(files(), ascending("whatsappMessageId")))
        .then(indexes(events(), ascending("field", "receivedAt")))
        .then(indexes(edges(), ascending("alias"), ascending("target")))
        .thenMany(Flux.fromIterable(expiring()))
        .concatMap(each -> indexes(each, new IndexModel(Indexes.ascending("expiresAt"), EXPIRY)))
        .then(new MongoMigrations(database).taken())
        .doOnError(MongoCommandException.class, this::told)
        .doOnSuccess(made -> refused.set(false))
        .onErrorMap(MongoNotReadyException::new);
  }

  // Nothing is stored meanwhile, and nothing is put aside.
  private void told(MongoCommandException refusal) {
    if (!refused.getAndSet(true)) {
      log.atError()
          .addKeyValue("code", refusal.getErrorCode())
          .addKeyValue("name", refusal.getErrorCodeName())
          .log(
              "MongoDB does not let the indexes be made, so nothing is stored there: look for a missing"
                  + " permission, for an index of other options on the same members, and for duplicates,"
                  + " in the collections of docs/stores.md");
    }
  }

  private static IndexModel ascending(String... fields) {
    return new IndexModel(Indexes.ascending(fields));
  }

  private static Mono<Void> indexes(MongoCollection<Document> collection, IndexModel... indexes) {
    return Flux.from(collection.createIndexes(List.of(indexes))).then();
  }
}
