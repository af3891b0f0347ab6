package com.livemargs.whatsapp.chaos.look;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bson.Document;

/** Which messages each store holds, past our own code. A store that is away holds nothing. */
public final class Holdings implements AutoCloseable {

  private static final String ROWS =
      "select whatsapp_message_id from whatsapp_messages where starts_with(whatsapp_message_id, ?)";

  private static final String MEMBER =
      "select %s from whatsapp_messages where whatsapp_message_id = ?";

  private final String jdbcUrl;
  private final MongoClient mongo;

  public Holdings(Cluster cluster) {
    jdbcUrl = cluster.jdbcUrl();
    mongo = MongoClients.create(cluster.mongoUri());
  }

  /** Ids of rows that begin so, each as often as it stands there. */
  public List<String> postgres(String prefix) {
    List<String> ids = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement query = connection.prepareStatement(ROWS)) {
      query.setString(1, prefix);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    } catch (SQLException away) {
      ids.clear();
    }
    return ids;
  }

  /** Ids of documents that begin so, each as often as it stands there. */
  public List<String> mongo(String prefix) {
    return documents()
        .find(Filters.regex("whatsappMessageId", "^" + Pattern.quote(prefix)))
        .projection(Projections.include("whatsappMessageId"))
        .map(document -> document.getString("whatsappMessageId"))
        .into(new ArrayList<>());
  }

  /**
   * A member of a message, or an empty text; what each store says where they differ.
   *
   * @param name as documents have it
   */
  public String member(String wamid, String name) {
    return agreed(inDocument(wamid, name), inRow(wamid, name));
  }

  static String agreed(String mongo, String postgres) {
    return mongo.equals(postgres)
        ? mongo
        : "MongoDB: %s, PostgreSQL: %s".formatted(mongo, postgres);
  }

  private String inRow(String wamid, String name) {
    String column = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        PreparedStatement query = connection.prepareStatement(MEMBER.formatted(column))) {
      query.setString(1, wamid);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    } catch (SQLException away) {
      return "";
    }
  }

  private String inDocument(String wamid, String name) {
    Document found = documents().find(Filters.eq("whatsappMessageId", wamid)).first();
    return found == null ? "" : String.valueOf(found.get(name));
  }

  private MongoCollection<Document> documents() {
    return mongo.getDatabase("whatsapp").getCollection("whatsappMessages");
  }

  /** Those that are missing in at least one store. */
  public Set<String> missing(String prefix, Collection<String> expected) {
    Set<String> both = new HashSet<>(postgres(prefix));
    both.retainAll(new HashSet<>(mongo(prefix)));
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(both);
    return missing;
  }

  /** How many stand in a store more than once, over both. */
  public int twice(String prefix) {
    List<String> rows = postgres(prefix);
    List<String> documents = mongo(prefix);
    return rows.size()
        - new HashSet<>(rows).size()
        + documents.size()
        - new HashSet<>(documents).size();
  }

  @Override
  public void close() {
    mongo.close();
  }
}
