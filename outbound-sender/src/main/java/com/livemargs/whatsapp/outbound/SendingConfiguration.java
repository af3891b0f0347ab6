package com.livemargs.whatsapp.outbound;

import com.livemargs.whatsapp.events.kafka.BrokerHealth;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.events.kafka.TopicSettings;
import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.engine.Aftermath;
import com.livemargs.whatsapp.outbound.engine.EngineSettings;
import com.livemargs.whatsapp.outbound.engine.Interventions;
import com.livemargs.whatsapp.outbound.engine.QueueWatch;
import com.livemargs.whatsapp.outbound.engine.SendEngine;
import com.livemargs.whatsapp.outbound.engine.SendMeters;
import com.livemargs.whatsapp.outbound.engine.Sends;
import com.livemargs.whatsapp.outbound.engine.Signals;
import com.livemargs.whatsapp.outbound.engine.Upkeep;
import com.livemargs.whatsapp.outbound.engine.Watch;
import com.livemargs.whatsapp.outbound.engine.WorkLoop;
import com.livemargs.whatsapp.outbound.graph.GraphClient;
import com.livemargs.whatsapp.outbound.graph.GraphSettings;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.DueSends;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Outbox;
import com.livemargs.whatsapp.outbound.ledger.QueueView;
import com.livemargs.whatsapp.outbound.ledger.Setbacks;
import com.livemargs.whatsapp.outbound.pace.Numbers;
import com.livemargs.whatsapp.outbound.pace.PaceSettings;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import com.livemargs.whatsapp.outbound.pace.Windows;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The queue and what works on it, whatever door a request came through. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({GraphSettings.class, EngineSettings.class, PaceSettings.class})
class SendingConfiguration {

  @Bean
  LedgerDatabase outboundDatabase(
      PostgresSettings settings, DatabaseClient client, TransactionalOperator transactions) {
    return new LedgerDatabase(settings, client, transactions);
  }

  @Bean
  Outbox outboundOutbox(LedgerDatabase database, EventPublisher publisher) {
    return new Outbox(database, publisher);
  }

  @Bean
  Ledger outboundLedger(LedgerDatabase database) {
    return new Ledger(database);
  }

  @Bean
  Claims outboundClaims(LedgerDatabase database) {
    return new Claims(database);
  }

  @Bean
  QueueView outboundQueueView(LedgerDatabase database) {
    return new QueueView(database);
  }

  @Bean
  Interventions outboundInterventions(Ledger ledger, Claims claims, Watch watch) {
    return new Interventions(ledger, claims, watch);
  }

  @Bean
  Numbers outboundNumbers(LedgerDatabase database, PaceSettings settings) {
    return new Numbers(database, settings);
  }

  @Bean
  DueSends outboundDueSends(LedgerDatabase database, Numbers numbers) {
    return new DueSends(database, numbers);
  }

  @Bean
  Pairs outboundPairs(LedgerDatabase database) {
    return new Pairs(database);
  }

  @Bean
  Setbacks outboundSetbacks(LedgerDatabase database, Claims claims, Numbers numbers, Pairs pairs) {
    return new Setbacks(database, claims, numbers, pairs);
  }

  @Bean
  GraphClient outboundGraphClient(GraphSettings settings) {
    return new GraphClient(settings);
  }

  @Bean
  Signals outboundSignals() {
    return new Signals();
  }

  @Bean
  SendMeters outboundMeters(MeterRegistry registry) {
    return new SendMeters(registry);
  }

  @Bean
  Windows outboundWindows(
      LedgerDatabase database, PaceSettings settings, OutboundIdentities identities) {
    return new Windows(database, settings, identities.view());
  }

  @Bean
  Sends outboundSends(
      Ledger ledger, Claims claims, Windows windows, Watch watch, EngineSettings settings) {
    return new Sends(ledger, claims, windows, watch, settings);
  }

  @Bean
  Upkeep outboundUpkeep(
      Outbox outbox,
      Claims claims,
      Ledger ledger,
      Watch watch,
      EngineSettings settings,
      TopicSettings topics) {
    return new Upkeep(outbox, claims, ledger, watch, settings, topics);
  }

  @Bean
  Aftermath outboundAftermath(Claims claims, Setbacks setbacks, EngineSettings settings) {
    return new Aftermath(claims, setbacks, settings);
  }

  @Bean
  WorkLoop<?> outboundSending(
      DueSends queue,
      GraphClient graph,
      Aftermath aftermath,
      Watch watch,
      EngineSettings settings) {
    return new SendEngine(queue, graph, aftermath, watch, settings).loop();
  }

  @Bean
  Watch outboundWatch(Signals signals, SendMeters meters) {
    return new Watch(signals, meters);
  }

  @Bean
  WorkLoop<?> outboundTelling(Upkeep upkeep, TopicProvisioner topics, BrokerHealth broker) {
    return upkeep.telling(topics.done(), broker::isReachable);
  }

  @Bean
  WorkLoop<?> outboundGivingUp(Upkeep upkeep) {
    return upkeep.givingUp();
  }

  @Bean
  QueueWatch outboundQueueWatch(
      DueSends queue, QueueView view, Pairs pairs, Windows windows, SendMeters meters) {
    return new QueueWatch(queue, view, pairs, windows, meters);
  }

  @Bean
  WorkLoop<?> outboundSweeping(QueueWatch watch) {
    return watch.sweeping();
  }

  @Bean
  WorkLoop<?> outboundMeasuring(QueueWatch watch) {
    return watch.measuring();
  }

  @Bean
  WorkLoop<?> outboundForgettingLimits(QueueWatch watch) {
    return watch.forgetting();
  }

  @Bean
  WorkLoop<?> outboundForgetting(Upkeep upkeep) {
    return upkeep.forgetting();
  }
}
