package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.health.Dependency;
import com.livemargs.whatsapp.events.health.HealthConfiguration;
import com.livemargs.whatsapp.events.problem.ProblemHandler;
import com.livemargs.whatsapp.events.progress.ProcessExit;
import com.livemargs.whatsapp.events.progress.ProgressHealth;
import com.livemargs.whatsapp.events.progress.ProgressWatchdog;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.events.web.WebConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What every service has: Kafka clients, topics, consumer groups, health and problems. Services
 * import it; several of them in one process share it.
 */
@Configuration(proxyBeanMethods = false)
@Import({WebConfiguration.class, HealthConfiguration.class})
@EnableConfigurationProperties({
  KafkaProperties.class,
  TopicSettings.class,
  ConsumerSettings.class,
  WatchdogSettings.class
})
public class EventsConfiguration {

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  @Bean
  KafkaClients kafkaClients(KafkaProperties properties) {
    return new KafkaClients(properties);
  }

  @Bean
  TopicProvisioner topicProvisioner(
      KafkaClients clients, TopicSettings settings, ObjectProvider<ConsumerGroup> groups) {
    return new TopicProvisioner(clients, settings, groups.stream().toList(), LOOK_AGAIN);
  }

  @Bean
  EventPublisher eventPublisher(KafkaClients clients, MeterRegistry meters) {
    return new EventPublisher(clients, meters);
  }

  @Bean
  DeadLetters deadLetters(EventPublisher publisher, MeterRegistry meters) {
    return new DeadLetters(publisher, meters);
  }

  @Bean
  ConsumerGroups consumerGroups(
      KafkaClients clients,
      ConsumerSettings settings,
      TopicProvisioner topics,
      ObjectProvider<ConsumerGroup> groups,
      ConsumerGroups.Edge edge) {
    return new ConsumerGroups(clients, settings, topics, groups.stream().toList(), edge);
  }

  @Bean
  ConsumerGroups.Edge consumerEdge(
      DeadLetters deadLetters, MeterRegistry meters, WatchdogSettings watchdog) {
    return new ConsumerGroups.Edge(deadLetters, meters, watchdog);
  }

  @Bean
  ProgressWatchdog progressWatchdog(
      ConsumerGroups groups, KafkaClients clients, WatchdogSettings settings) {
    return new ProgressWatchdog(groups.watched(), clients::admin, settings, new ProcessExit());
  }

  @Bean
  ProgressHealth progressHealthIndicator(ProgressWatchdog watchdog) {
    return new ProgressHealth(watchdog);
  }

  @Bean
  BrokerHealth brokerHealthIndicator(KafkaClients clients) {
    return new BrokerHealth(clients);
  }

  @Bean
  Dependency kafkaDependency(KafkaClients clients) {
    return new Dependency("kafka", new BrokerDependency(clients).check());
  }

  @Bean
  ConsumersHealth consumersHealthIndicator(ConsumerGroups groups) {
    return new ConsumersHealth(groups);
  }

  @Bean
  ProblemHandler problemHandler() {
    return new ProblemHandler();
  }
}
