package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.AccessConfiguration;
import com.livemargs.whatsapp.events.deadletter.DeadLetterConfiguration;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.DeadLetters;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.postgres.PostgresConfiguration;
import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.expiry.Sweep;
import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.intake.LinkCorrection;
import com.livemargs.whatsapp.persistence.meter.StoreMeters;
import com.livemargs.whatsapp.persistence.mongo.MongoConversations;
import com.livemargs.whatsapp.persistence.mongo.MongoExpiry;
import com.livemargs.whatsapp.persistence.mongo.MongoFailures;
import com.livemargs.whatsapp.persistence.mongo.MongoHouse;
import com.livemargs.whatsapp.persistence.mongo.MongoStore;
import com.livemargs.whatsapp.persistence.postgres.Orphans;
import com.livemargs.whatsapp.persistence.postgres.PostgresConversations;
import com.livemargs.whatsapp.persistence.postgres.PostgresExpiry;
import com.livemargs.whatsapp.persistence.postgres.PostgresStore;
import com.livemargs.whatsapp.persistence.read.MessagesHandler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The persistence writer, alone or beside other services in one process. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsConfiguration.class,
  DeadLetterConfiguration.class,
  AccessConfiguration.class,
  PostgresConfiguration.class,
  MongoConfiguration.class,
  OperatingConfiguration.class
})
@EnableConfigurationProperties(PersistenceSettings.class)
@EnableScheduling
public class PersistenceConfiguration {

  static final String POSTGRES_GROUP = "persistence-postgres";
  static final String MONGODB_GROUP = "persistence-mongodb";

  private static final String OWNER = "persistence";

  @Bean
  Schema persistenceSchema(PostgresSettings settings) {
    return new Schema(settings, OWNER);
  }

  @Bean
  Lifetime persistenceLifetime(PersistenceSettings settings) {
    return new Lifetime(settings.ttl(), Clock.systemUTC());
  }

  @Bean
  ConsumerGroup persistencePostgresGroup(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions,
      EventPublisher publisher,
      IntakeParts parts) {
    String id = POSTGRES_GROUP;
    StoreMeters meters = parts.storeMeters(IntakeParts.POSTGRES);
    PostgresStore store = new PostgresStore(schema, client, transactions, meters);
    Intake intake = parts.intake(id, store, IntakeParts.POSTGRES);
    // One of both groups is enough.
    return new ConsumerGroup(id, Intake.TOPICS, new LinkCorrection(intake, store, publisher));
  }

  @Bean
  ConsumerGroup persistenceMongoGroup(MongoHouse house, IntakeParts parts) {
    String id = MONGODB_GROUP;
    MongoStore store = new MongoStore(house, parts.storeMeters(IntakeParts.MONGODB));
    Intake intake = parts.intake(id, store, IntakeParts.MONGODB);
    return new ConsumerGroup(id, Intake.TOPICS, intake, new MongoFailures());
  }

  @Bean
  IntakeParts persistenceIntakeParts(
      Lifetime lifetime, DeadLetters deadLetters, MeterRegistry meters) {
    return new IntakeParts(lifetime, deadLetters, meters);
  }

  @Bean
  OrphanGauge persistenceOrphanGauge(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions,
      IntakeParts parts) {
    Orphans orphans = new Orphans(schema, client, transactions);
    return new OrphanGauge(orphans, parts.lifetime(), parts.meters());
  }

  @Bean
  RouterFunction<ServerResponse> persistenceRoutes(
      Access access,
      PersistenceSettings settings,
      PostgresConversations postgres,
      MongoHouse house) {
    MongoConversations mongo = new MongoConversations(house);
    return new MessagesHandler(access, postgres, mongo, settings.mediaSecret()).routes();
  }

  @Bean
  PostgresConversations postgresConversations(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions) {
    return new PostgresConversations(schema, client, transactions);
  }

  @Bean
  Sweep postgresSweep(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions) {
    PostgresExpiry expiry = new PostgresExpiry(schema, client, transactions);
    return new Sweep("postgresql", expiry, Clock.systemUTC());
  }

  @Bean
  Sweep mongoSweep(MongoHouse house) {
    return new Sweep("mongodb", new MongoExpiry(house), Clock.systemUTC());
  }
}
