package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.health.Dependency;
import com.livemargs.whatsapp.persistence.mongo.MongoHealth;
import com.livemargs.whatsapp.persistence.mongo.MongoHouse;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.mongodb.MongoMetricsConnectionPoolListener;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import reactor.core.publisher.Mono;

/**
 * The reactive driver, impatient so that an outage is seen soon, and sure: a write counts when a
 * majority has it in the journal.
 */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

  private static final int SELECT_MILLIS = 2_500;
  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 20_000;

  @Bean(destroyMethod = "close")
  MongoClient persistenceMongoClient(PersistenceSettings settings, MeterRegistry meters) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applicationName("whatsapp")
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(SELECT_MILLIS, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                        .readTimeout(READ_MILLIS, TimeUnit.MILLISECONDS))
            .applyToConnectionPoolSettings(
                pool ->
                    pool.addConnectionPoolListener(new MongoMetricsConnectionPoolListener(meters)))
            .applyToServerSettings(server -> server.heartbeatFrequency(2, TimeUnit.SECONDS))
            .applyConnectionString(settings.mongo())
            // Whoever joins two facts must see the other one as soon as it is there.
            .readPreference(ReadPreference.primary())
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .build());
  }

  @Bean
  ReactiveMongoDatabaseFactory persistenceMongoDatabase(
      MongoClient client, PersistenceSettings settings) {
    return new SimpleReactiveMongoDatabaseFactory(client, settings.mongoDatabase());
  }

  @Bean
  MongoHouse mongoHouse(MongoClient client, PersistenceSettings settings) {
    return new MongoHouse(client.getDatabase(settings.mongoDatabase()));
  }

  @Bean
  Dependency mongoDependency(MongoClient client, PersistenceSettings settings) {
    var database = client.getDatabase(settings.mongoDatabase());
    return new Dependency(
        "mongodb",
        Mono.defer(() -> Mono.from(database.runCommand(new Document("buildInfo", 1))))
            .map(info -> Map.of("version", info.getString("version"))));
  }

  // The name makes Boot leave its own out.
  @Bean
  MongoHealth mongoHealthIndicator(ReactiveMongoTemplate template, MongoHouse house) {
    return new MongoHealth(template, house);
  }
}
