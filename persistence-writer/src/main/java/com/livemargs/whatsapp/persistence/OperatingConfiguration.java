package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.intake.Lifetimes;
import com.livemargs.whatsapp.persistence.intake.Restore;
import com.livemargs.whatsapp.persistence.mongo.MongoFailures;
import com.livemargs.whatsapp.persistence.mongo.MongoHouse;
import com.livemargs.whatsapp.persistence.mongo.MongoInventory;
import com.livemargs.whatsapp.persistence.mongo.MongoStore;
import com.livemargs.whatsapp.persistence.postgres.PostgresInventory;
import com.livemargs.whatsapp.persistence.postgres.PostgresLifetimes;
import com.livemargs.whatsapp.persistence.postgres.PostgresStore;
import com.livemargs.whatsapp.persistence.rebuild.RebuildRoutes;
import com.livemargs.whatsapp.persistence.rebuild.RebuildTarget;
import com.livemargs.whatsapp.persistence.rebuild.Rebuilds;
import com.livemargs.whatsapp.persistence.reconcile.Inventory;
import com.livemargs.whatsapp.persistence.reconcile.ReconcileRoutes;
import com.livemargs.whatsapp.persistence.reconcile.Reconciliations;
import com.livemargs.whatsapp.persistence.reconcile.Side;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What operators do with both stores: compare them, and rebuild one from the log. */
@Configuration(proxyBeanMethods = false)
class OperatingConfiguration {

  /** Both stores, PostgreSQL first. */
  record Sides(Side postgres, Side mongo) {}

  @Bean
  Sides persistenceSides(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions,
      MongoHouse house,
      Lifetime lifetime,
      Lifetimes lifetimes) {
    Inventory rows = new PostgresInventory(schema, client, transactions);
    MessageStore postgres = new PostgresStore(schema, client, transactions);
    MessageStore mongo = MongoStore.restoring(house);
    return new Sides(
        new Side(
            IntakeParts.POSTGRES,
            PersistenceConfiguration.POSTGRES_GROUP,
            rows,
            postgres,
            new Restore(postgres, lifetime, lifetimes)),
        new Side(
            IntakeParts.MONGODB,
            PersistenceConfiguration.MONGODB_GROUP,
            new MongoInventory(house),
            mongo,
            new Restore(mongo, lifetime, lifetimes)));
  }

  @Bean
  PostgresLifetimes persistenceLifetimes(
      @Qualifier("persistenceSchema") Schema schema,
      DatabaseClient client,
      TransactionalOperator transactions,
      Lifetime lifetime) {
    return new PostgresLifetimes(schema, client, transactions, lifetime);
  }

  /** When the clock compares both stores for the first time after the start. */
  @Bean
  Duration persistenceFirstComparison(PersistenceSettings settings) {
    return settings.firstComparison();
  }

  @Bean
  Reconciliations reconciliations(
      Sides sides,
      TopicLog log,
      Lifetime lifetime,
      Lifetimes lifetimes,
      PersistenceSettings settings,
      MeterRegistry meters) {
    return new Reconciliations(
        List.of(sides.postgres(), sides.mongo()),
        log,
        lifetime,
        lifetimes,
        new Reconciliations.Scope(
            settings.reconcileRange(), settings.reconcileInterval(), settings.reconcileSettle()),
        meters);
  }

  @Bean
  OperatorRoutes reconcileRoutes(Reconciliations reconciliations) {
    return ReconcileRoutes.of(reconciliations);
  }

  @Bean
  Rebuilds rebuilds(KafkaClients clients, TopicLog log, Sides sides) {
    return new Rebuilds(
        clients,
        log,
        List.of(
            target(sides.postgres(), FailureClassifier.COMMON),
            target(sides.mongo(), new MongoFailures())));
  }

  private static RebuildTarget target(Side side, FailureClassifier failures) {
    return new RebuildTarget(side.name(), side.restore(), failures);
  }

  @Bean
  OperatorRoutes rebuildRoutes(Rebuilds rebuilds) {
    return RebuildRoutes.of(rebuilds);
  }
}
