package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.store.Mongo;
import com.livemargs.whatsapp.load.store.Postgres;
import com.livemargs.whatsapp.load.store.Sightings;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.Document;

/** Readers of both stores that look for sampled messages. */
final class Sampled implements AutoCloseable {

  private static final String QUERY =
      "select whatsapp_message_id from whatsapp_messages where whatsapp_message_id = any(?)";

  private final Connection connection;
  private final PreparedStatement query;
  private final Sightings postgres;
  private final Sightings mongo;

  Sampled(Postgres server, Mongo other) {
    connection = server.connect(Site.OURS);
    try {
      query = connection.prepareStatement(QUERY);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    postgres = new Sightings("postgresql", this::rows);
    MongoCollection<Document> messages =
        other.database(Site.OURS).getCollection("whatsappMessages");
    mongo = new Sightings("mongodb", wamids -> documents(messages, wamids));
  }

  private List<String> rows(Collection<String> wamids) {
    try {
      Array array = connection.createArrayOf("text", wamids.toArray());
      query.setArray(1, array);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> documents(
      MongoCollection<Document> messages, Collection<String> wamids) {
    return messages
        .find(Filters.in("whatsappMessageId", wamids))
        .projection(Projections.include("whatsappMessageId"))
        .map(document -> document.getString("whatsappMessageId"))
        .into(new ArrayList<>());
  }

  void await(String wamid, long sent) {
    postgres.await(wamid, sent);
    mongo.await(wamid, sent);
  }

  boolean isComplete() {
    return postgres.missing() + mongo.missing() == 0;
  }

  long[] postgres() {
    return postgres.nanos();
  }

  long[] both() {
    return postgres.nanosUntilAlso(mongo);
  }

  long[] mongo() {
    return mongo.nanos();
  }

  @Override
  public void close() {
    postgres.close();
    mongo.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
