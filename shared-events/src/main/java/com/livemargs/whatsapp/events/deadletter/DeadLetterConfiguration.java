package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.operate.OperatorConfiguration;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.events.replay.TopicReplayer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The operators' listener with the dead letters of all groups; every service has it. */
@Configuration(proxyBeanMethods = false)
@Import(OperatorConfiguration.class)
public class DeadLetterConfiguration {

  @Bean
  TopicLog topicLog(KafkaClients clients) {
    return new TopicLog(clients);
  }

  @Bean
  LetterDesk deadLetterDesk(TopicLog topics, EventPublisher publisher) {
    return new LetterDesk(
        topics, publisher, Topics::isDeadLetter, new TopicReplayer(publisher, topics));
  }

  @Bean
  OperatorRoutes deadLetterRoutes(@Qualifier("deadLetterDesk") LetterDesk desk) {
    return LetterRoutes.at("/dead-letters", desk);
  }

  @Bean
  LetterGauge letterGauge(
      ObjectProvider<LetterDesk> desks, TopicProvisioner topics, MeterRegistry meters) {
    return new LetterGauge(desks.stream().toList(), topics, meters);
  }
}
