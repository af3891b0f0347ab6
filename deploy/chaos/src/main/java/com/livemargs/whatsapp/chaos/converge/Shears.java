package com.livemargs.whatsapp.chaos.converge;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Deletes messages from a store past our own code, as an operator's slip would. */
record Shears(Cluster cluster) {

  private static final List<String> STATEMENTS =
      List.of(
          "delete from chat_messages where message_id in (select message_id from whatsapp_messages"
              + " where whatsapp_message_id = any(?))",
          "delete from whatsapp_messages where whatsapp_message_id = any(?)");

  void cutPostgres(List<String> wamids) {
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl())) {
      for (String statement : STATEMENTS) {
        try (PreparedStatement deletion = connection.prepareStatement(statement)) {
          deletion.setArray(1, connection.createArrayOf("text", wamids.toArray()));
          deletion.executeUpdate();
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  void cutMongo(List<String> wamids) {
    try (MongoClient mongo = MongoClients.create(cluster.mongoUri())) {
      MongoDatabase database = mongo.getDatabase("whatsapp");
      List<String> ids =
          database
              .getCollection("whatsappMessages")
              .find(Filters.in("whatsappMessageId", wamids))
              .map((Document document) -> document.getString("messageId"))
              .into(new ArrayList<>());
      database.getCollection("chatMessages").deleteMany(Filters.in("messageId", ids));
      database
          .getCollection("whatsappMessages")
          .deleteMany(Filters.in("whatsappMessageId", wamids));
    }
  }
}
