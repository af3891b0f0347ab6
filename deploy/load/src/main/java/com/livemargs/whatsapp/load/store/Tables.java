package com.livemargs.whatsapp.load.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Our tables, collections and indexes for those that we are compared with. */
public final class Tables {

  private static final String MIGRATION = "/db/persistence/V1__conversations.sql";

  private Tables() {}

  /** Creates a PostgreSQL database with our tables and returns its URL. */
  public static String create(Postgres postgres, String name) {
    String url = postgres.database(name);
    try (InputStream sql = Tables.class.getResourceAsStream(MIGRATION)) {
      postgres.execute(name, new String(Objects.requireNonNull(sql).readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return url;
  }

  /** Our indexes on the messages and lines of a MongoDB database; returns its URI. */
  public static String create(Mongo mongo, String name) {
    MongoDatabase database = mongo.database(name);
    MongoCollection<Document> messages = database.getCollection("whatsappMessages");
    messages.createIndex(
        Indexes.ascending("whatsappMessageId"), new IndexOptions().unique(true).sparse(true));
    messages.createIndex(Indexes.ascending("phoneNumber", "timestamp"));
    page(messages);
    page(database.getCollection("chatMessages"));
    expiry(database.getCollection("rooms"));
    return mongo.uri(name);
  }

  private static void page(MongoCollection<Document> collection) {
    collection.createIndex(Indexes.ascending("roomName", "timestamp", "messageId"));
    expiry(collection);
  }

  private static void expiry(MongoCollection<Document> collection) {
    collection.createIndex(
        Indexes.ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }
}
