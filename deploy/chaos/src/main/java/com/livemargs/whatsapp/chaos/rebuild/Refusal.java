package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.bson.Document;

/**
 * Both stores changed by hand so that for a while they do not take messages which begin with a
 * word.
 */
final class Refusal {

  /** How texts begin that are refused. */
  static final String WORD = "refused";

  private static final String RULE =
      "alter table whatsapp_messages add constraint refusal"
          + " check (text is null or not starts_with(text, '%s')) not valid".formatted(WORD);
  private static final String NO_RULE =
      "alter table whatsapp_messages drop constraint if exists refusal";
  private static final Document VALIDATOR =
      new Document("text", new Document("$not", new Document("$regex", "^" + WORD)));

  private final Cluster cluster;

  private Refusal(Cluster cluster) {
    this.cluster = cluster;
  }

  /** While something is done; both take everything again after that. */
  static void during(Cluster cluster, Runnable work) {
    Refusal refusal = new Refusal(cluster);
    try {
      refusal.postgres(RULE);
      refusal.mongo(VALIDATOR);
      work.run();
    } finally {
      refusal.postgres(NO_RULE);
      refusal.mongo(new Document());
    }
  }

  private void postgres(String sql) {
    try (Connection connection = DriverManager.getConnection(cluster.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void mongo(Document validator) {
    try (MongoClient mongo = MongoClients.create(cluster.mongoUri())) {
      mongo
          .getDatabase("whatsapp")
          .runCommand(new Document("collMod", "whatsappMessages").append("validator", validator));
    }
  }
}
