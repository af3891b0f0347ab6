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
import com.livemargs.whatsapp.outbound.engine.Interventions;
import com.livemargs.whatsapp.outbound.engine.Recipients;
import com.livemargs.whatsapp.outbound.engine.Sends;
import com.livemargs.whatsapp.outbound.graph.GraphSettings;
import com.livemargs.whatsapp.outbound.http.Door;
import com.livemargs.whatsapp.outbound.http.OutboundController;
import com.livemargs.whatsapp.outbound.http.SendController;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.QueueView;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.message.Intake;
import com.livemargs.whatsapp.outbound.pace.Windows;
import com.livemargs.whatsapp.outbound.topic.Commands;
import com.livemargs.whatsapp.outbound.topic.Inbound;
import com.livemargs.whatsapp.outbound.topic.OutboundRecords;
import com.livemargs.whatsapp.outbound.topic.Refusals;
import com.livemargs.whatsapp.outbound.topic.Statuses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The outbound sender, to be imported by its own application or beside other services. */
@Configuration(proxyBeanMethods = false)
@Import({
  EventsConfiguration.class,
  DeadLetterConfiguration.class,
  AccessConfiguration.class,
  PostgresConfiguration.class,
  SendingConfiguration.class
})
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
  Recipients outboundRecipients(Conversations conversations, Ledger ledger) {
    return new Recipients(conversations, ledger);
  }

  @Bean
  Door outboundDoor(Access access) {
    return new Door(access);
  }

  @Bean
  SendController sendController(
      Door door, Intake intake, Recipients recipients, Sends sends, QueueView queue) {
    return new SendController(door, intake, recipients, sends, queue);
  }

  @Bean
  OutboundController outboundController(Door door, QueueView queue, Interventions interventions) {
    return new OutboundController(door, queue, interventions);
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
      Commands commands,
      Sends sends,
      Ledger ledger,
      Windows windows,
      OutboundIdentities identities) {
    Statuses statuses = new Statuses(sends, identities.view());
    Inbound inbound = new Inbound(ledger, windows, identities.view());
    return new OutboundRecords(commands, statuses, inbound)
        .group()
        .after(identities.view().known());
  }
}
