package com.livemargs.whatsapp.persistence.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.kafka.FailureClassifier.Failure;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.RealParts;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A database that an earlier version, or somebody else, has made. */
class MongoHouseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whatAnEarlierVersionMadeIsChangedOnceByTwoInstancesThatStartTogether() {
    MongoServer server = RealParts.mongod();
    String uri = server.newDatabaseUri();
    try (MongoClient client = MongoClients.create(uri)) {
      MongoDatabase database = client.getDatabase(uri.replaceAll(".*/([^/?]+).*", "$1"));
      Mono.from(
              database
                  .getCollection("chatMessages")
                  .createIndex(MongoHouse.PAGES, new IndexOptions().name(MongoHouse.PAGES_NAME)))
          .block(PATIENCE);

      Flux.merge(new MongoHouse(database).ready(), new MongoHouse(database).ready())
          .blockLast(PATIENCE);

      assertThat(indexes(database, "chatMessages"))
          .contains("roomName_1_timestamp_1_logPosition_1_messageId_1")
          .doesNotContain(MongoHouse.PAGES_NAME);
      assertThat(indexes(database, "whatsappMessages")).contains(MongoHouse.PAGES_NAME);
      assertThat(found(database, "schemaVersions"))
          .singleElement()
          .satisfies(version -> assertThat(version.getInteger("_id")).isEqualTo(1));
    }
  }

  @Test
  void anIndexThatIsRefusedKeepsEverythingWaitingAndPutsNothingAside() {
    String uri = RealParts.mongod().newDatabaseUri();
    try (MongoClient client = MongoClients.create(uri)) {
      MongoDatabase database = client.getDatabase(uri.replaceAll(".*/([^/?]+).*", "$1"));
      IndexOptions everything = new IndexOptions().unique(true).name("whatsappMessageId_1");
      Mono.from(
              database
                  .getCollection("whatsappMessages")
                  .createIndex(Indexes.ascending("whatsappMessageId"), everything))
          .block(PATIENCE);
      MongoHouse house = new MongoHouse(database);

      Throwable refused =
          house.ready().then(Mono.<Throwable>empty()).onErrorResume(Mono::just).block(PATIENCE);

      assertThat(refused).isNotNull();
      assertThat(new MongoFailures().classify(refused)).isEqualTo(Failure.OUTAGE);
      Mono.from(database.getCollection("whatsappMessages").dropIndex("whatsappMessageId_1"))
          .block(PATIENCE);
      house.ready().block(PATIENCE);
      assertThat(indexes(database, "whatsappMessages")).contains("whatsappMessageId_1");
    }
  }

  private static List<String> indexes(MongoDatabase database, String collection) {
    return Flux.from(database.getCollection(collection).listIndexes())
        .map(index -> index.getString("name"))
        .collectList()
        .block(PATIENCE);
  }

  private static List<Document> found(MongoDatabase database, String collection) {
    return Flux.from(database.getCollection(collection).find()).collectList().block(PATIENCE);
  }
}
