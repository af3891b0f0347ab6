package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class MongoServerTest {

  @Test
  void theSharedServerIsRealWhereThereIsOne() {
    assertThat(MongoServer.shared().isReal()).isEqualTo(MongoServer.real().isPresent());
    assertThat(roundTrip(MongoServer.shared().newDatabaseUri())).isEqualTo(1);
  }

  @Test
  void aRestartedStandInKeepsPortAndDocuments() {
    try (MongoServer mongo = MongoServer.startStandIn()) {
      assertThat(mongo.isReal()).isFalse();
      keepsDocumentsOverRestart(mongo);
    }
  }

  @Test
  void aRestartedMongodKeepsPortAndDocuments() {
    try (MongoServer mongo = RealParts.assume(MongoServer.startReal(), "mongod")) {
      assertThat(mongo.isReal()).isTrue();
      keepsDocumentsOverRestart(mongo);
    }
  }

  private static void keepsDocumentsOverRestart(MongoServer mongo) {
    String uri = mongo.newDatabaseUri();
    roundTrip(uri);

    mongo.stop();
    mongo.restart();

    assertThat(roundTrip(uri)).isEqualTo(2);
  }

  /** Adds a document and returns how many there are. */
  private static long roundTrip(String uri) {
    try (MongoClient client = MongoClients.create(uri)) {
      String name = String.valueOf(new ConnectionString(uri).getDatabase());
      MongoCollection<Document> documents = client.getDatabase(name).getCollection("documents");
      documents.insertOne(new Document("a", 1));
      return documents.countDocuments();
    }
  }
}
