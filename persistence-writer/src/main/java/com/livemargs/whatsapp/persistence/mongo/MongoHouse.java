package com.livemargs.whatsapp.persistence.mongo;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The collections and their indexes, made on first connection; making them twice at once is
 * harmless. The service may start before MongoDB.
 */
public final class MongoHouse {

  /** The index that leads from room to room, and within each to a stretch of time. */
  static final Bson PAGES = Indexes.ascending("roomName", "timestamp", "messageId");

  /** The index by which a conversation is read. */
  private static final Bson LINES =
      Indexes.ascending("roomName", "timestamp", "logPosition", "messageId");

  private static final IndexOptions EXPIRY = new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);

  private final MongoDatabase database;
  private final AtomicReference<@Nullable Mono<Void>> making = new AtomicReference<>();

  public MongoHouse(MongoDatabase database) {
    this.database = database;
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
        .then();
  }

  private static IndexModel ascending(String... fields) {
    return new IndexModel(Indexes.ascending(fields));
  }

  private static Mono<Void> indexes(MongoCollection<Document> collection, IndexModel... indexes) {
    return Flux.from(collection.createIndexes(List.of(indexes))).then();
  }
}
