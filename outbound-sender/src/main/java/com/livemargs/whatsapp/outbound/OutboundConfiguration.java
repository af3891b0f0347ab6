package com.livemargs.whatsapp.outbound;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.AccessConfiguration;
import com.livemargs.whatsapp.events.deadletter.DeadLetterConfiguration;
import com.livemargs.whatsapp.events.identity.IdentityTopicReader;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.DeadLetters;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.events.postgres.PostgresConfiguration;
import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.outbound.engine.EngineSettings;
import com.livemargs.whatsapp.outbound.engine.Recipients;
import com.livemargs.whatsapp.outbound.engine.SendEngine;
import com.livemargs.whatsapp.outbound.engine.SendMeters;
import com.livemargs.whatsapp.outbound.engine.Sends;
import com.livemargs.whatsapp.outbound.engine.Signals;
import com.livemargs.whatsapp.outbound.engine.Upkeep;
import com.livemargs.whatsapp.outbound.engine.WorkLoop;
import com.livemargs.whatsapp.outbound.graph.GraphClient;
import com.livemargs.whatsapp.outbound.graph.GraphSettings;
import com.livemargs.whatsapp.outbound.http.Door;
import com.livemargs.whatsapp.outbound.http.OutboundController;
import com.livemargs.whatsapp.outbound.http.SendController;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.LedgerDatabase;
import com.livemargs.whatsapp.outbound.ledger.Outbox;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.message.Intake;
import com.livemargs.whatsapp.outbound.topic.Commands;
import com.livemargs.whatsapp.outbound.topic.Inbound;
import com.livemargs.whatsapp.outbound.topic.OutboundRecords;
import com.livemargs.whatsapp.outbound.topic.Refusals;
import com.livemargs.whatsapp.outbound.topic.Statuses;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The outbound sender, to be imported by its own application or beside other services. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsConfiguration.class,
  DeadLetterConfiguration.class,
  AccessConfiguration.class,
  PostgresConfiguration.class
})
@EnableConfigurationProperties({GraphSettings.class, EngineSettings.class})
public class OutboundConfiguration {

  @Bean
  OutboundIdentities outboundIdentities() {
    return new OutboundIdentities(new IdentityView());
  }

  @Bean
  IdentityTopicReader outboundIdentityReader(
      KafkaClients clients, TopicProvisioner topics, OutboundIdentities identities) {
    return new IdentityTopicReader(clients, topics, identities.view());
  }

  @Bean
  Conversations outboundConversations(OutboundIdentities identities) {
    return new Conversations(identities.view());
  }

  @Bean
  Intake outboundIntake(GraphSettings settings) {
    return new Intake(settings.phoneNumberId());
  }

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
  Ledger outboundLedger(LedgerDatabase database, Outbox outbox) {
    return new Ledger(database, outbox);
  }

  @Bean
  Claims outboundClaims(LedgerDatabase database, Outbox outbox) {
    return new Claims(database, outbox);
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
  Recipients outboundRecipients(Conversations conversations, Ledger ledger) {
    return new Recipients(conversations, ledger);
  }

  @Bean
  Sends outboundSends(
      Ledger ledger, Claims claims, Signals signals, EngineSettings settings, SendMeters meters) {
    return new Sends(ledger, claims, signals, settings, meters);
  }

  @Bean
  Upkeep outboundUpkeep(
      Outbox outbox, Claims claims, Ledger ledger, Signals signals, EngineSettings settings) {
    return new Upkeep(outbox, claims, ledger, signals, settings);
  }

  @Bean
  WorkLoop<?> outboundSending(
      Claims claims,
      GraphClient graph,
      Signals signals,
      EngineSettings settings,
      SendMeters meters) {
    return new SendEngine(claims, graph, signals, settings, meters).loop();
  }

  @Bean
  WorkLoop<?> outboundTelling(Upkeep upkeep, TopicProvisioner topics) {
    return upkeep.telling(topics.done());
  }

  @Bean
  WorkLoop<?> outboundGivingUp(Upkeep upkeep) {
    return upkeep.givingUp();
  }

  @Bean
  WorkLoop<?> outboundForgetting(Upkeep upkeep) {
    return upkeep.forgetting();
  }

  @Bean
  Door outboundDoor(Access access) {
    return new Door(access);
  }

  @Bean
  SendController sendController(Door door, Intake intake, Recipients recipients, Sends sends) {
    return new SendController(door, intake, recipients, sends);
  }

  @Bean
  OutboundController outboundController(Door door, Ledger ledger) {
    return new OutboundController(door, ledger);
  }

  @Bean
  Refusals outboundRefusals(EventPublisher publisher, Conversations conversations, Intake intake) {
    return new Refusals(publisher, conversations, intake);
  }

  @Bean
  Commands outboundCommands(
      Intake intake,
      Recipients recipients,
      Sends sends,
      DeadLetters deadLetters,
      Refusals refusals) {
    return new Commands(intake, recipients, sends, deadLetters, refusals);
  }

  @Bean
  ConsumerGroup outboundGroup(
      Commands commands, Sends sends, Ledger ledger, OutboundIdentities identities) {
    Statuses statuses = new Statuses(sends, identities.view());
    Inbound inbound = new Inbound(ledger, identities.view());
    return new OutboundRecords(commands, statuses, inbound).group();
  }
}
