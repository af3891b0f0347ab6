package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.PostgresReader;
import com.livemargs.whatsapp.chaos.evidence.StoredLine;
import com.livemargs.whatsapp.chaos.evidence.StoredMessage;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/** A store that an operator empties because it cannot be trusted any more. */
enum Loss {
  /** The whole database, its indexes too. */
  MONGODB("mongodb", "mongodb"),
  /** The tables of messages; those of the sender and the media fetcher are in no topic and stay. */
  POSTGRESQL("postgresql", "postgres");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DEADLOCK = "40P01";
  private static final String TRUNCATE =
      "truncate whatsapp_messages, chat_messages, message_statuses, message_changes, message_files,"
          + " rooms, customer_identities, account_events";

  private static final String LINKS =
      "customer_identities where (alias = '%1$s' and target = '%2$s')"
          + " or (alias = '%2$s' and target = '%1$s')";

  private final String store;
  private final String link;

  Loss(String store, String link) {
    this.store = store;
    this.link = link;
  }

  /** As operators call it. */
  String store() {
    return store;
  }

  /** The way there. */
  String link() {
    return link;
  }

  void empty(Cluster cluster) {
    switch (this) {
      case MONGODB -> drop(cluster.mongoUri());
      // Writers lock the same tables in their own order, and whoever loses repeats it.
      case POSTGRESQL -> Wait.until(PATIENCE, () -> truncated(cluster.jdbcUrl()));
    }
  }

  private static void drop(String uri) {
    try (MongoClient mongo = MongoClients.create(uri)) {
      mongo.getDatabase("whatsapp").drop();
    }
  }

  private static boolean truncated(String url) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(TRUNCATE);
      return true;
    } catch (SQLException failure) {
      if (DEADLOCK.equals(failure.getSQLState())) {
        return false;
      }
      throw new IllegalStateException(failure);
    }
  }

  /** How many messages it holds now. */
  long count(Cluster cluster) {
    return switch (this) {
      case MONGODB -> documents(cluster.mongoUri(), "whatsappMessages", new Document());
      case POSTGRESQL -> new PostgresReader(cluster.jdbcUrl()).count("whatsapp_messages");
    };
  }

  private static long documents(String uri, String collection, Bson filter) {
    try (MongoClient mongo = MongoClients.create(uri)) {
      return mongo.getDatabase("whatsapp").getCollection(collection).countDocuments(filter);
    }
  }

  /** Whether it has it that the names of these two rooms are one customer's. */
  boolean knows(Cluster cluster, String room, String other) {
    String one = name(room);
    String two = name(other);
    return switch (this) {
      case MONGODB -> documents(cluster.mongoUri(), "customerIdentities", link(one, two)) > 0;
      case POSTGRESQL -> new PostgresReader(cluster.jdbcUrl()).count(LINKS.formatted(one, two)) > 0;
    };
  }

  private static String name(String room) {
    return room.replaceFirst("^whatsapp_", "");
  }

  private static Bson link(String one, String two) {
    return Filters.or(
        Filters.and(Filters.eq("alias", one), Filters.eq("target", two)),
        Filters.and(Filters.eq("alias", two), Filters.eq("target", one)));
  }

  List<StoredMessage> messages(Evidence evidence) {
    return switch (this) {
      case MONGODB -> evidence.mongo();
      case POSTGRESQL -> evidence.postgres();
    };
  }

  /** Message ids of the lines of conversations. */
  List<String> lines(Evidence evidence) {
    List<StoredLine> lines =
        switch (this) {
          case MONGODB -> evidence.mongoLines();
          case POSTGRESQL -> evidence.postgresLines();
        };
    return lines.stream().map(StoredLine::messageId).toList();
  }
}
