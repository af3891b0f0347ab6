package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.deadletter.DeadLetterConfiguration;
import com.livemargs.whatsapp.events.deadletter.LetterDesk;
import com.livemargs.whatsapp.events.deadletter.LetterRoutes;
import com.livemargs.whatsapp.events.kafka.BrokerHealth;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.operate.OperatorRoutes;
import com.livemargs.whatsapp.ingress.publish.Circuit;
import com.livemargs.whatsapp.ingress.publish.Deadlines;
import com.livemargs.whatsapp.ingress.publish.LinkMemory;
import com.livemargs.whatsapp.ingress.publish.PublishMetrics;
import com.livemargs.whatsapp.ingress.publish.WebhookPublisher;
import com.livemargs.whatsapp.ingress.quarantine.SplitterReplayer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything the webhook ingress consists of; {@code standalone} imports it beside the others. */
@Configuration(proxyBeanMethods = false)
@Import({EventsConfiguration.class, DeadLetterConfiguration.class, WebhookRoutes.class})
@EnableConfigurationProperties(IngressSettings.class)
public class IngressConfiguration {

  private static final int REMEMBERED_LINKS = 50_000;

  @Bean
  Handshake webhookHandshake(IngressSettings settings) {
    return new Handshake(settings.verifyToken());
  }

  @Bean
  WebhookDoor webhookDoor(
      IngressSettings settings,
      WebhookPublisher publisher,
      MeterRegistry meters,
      Deadlines deadlines) {
    return new WebhookDoor(
        new BodyReader(settings, deadlines),
        new SignatureVerifier(settings.secrets()),
        publisher,
        new WebhookMetrics(meters));
  }

  @Bean(destroyMethod = "close")
  Deadlines webhookDeadlines() {
    return new Deadlines();
  }

  @Bean
  IngressProducer ingressProducer(KafkaClients clients, IngressSettings settings) {
    return new IngressProducer(clients, settings.deadline());
  }

  @Bean
  WebhookPublisher.Work webhookWork(
      IngressProducer producer, Deadlines deadlines, IngressSettings settings) {
    return new WebhookPublisher.Work(producer.threads(), deadlines, settings.deadline());
  }

  @Bean
  WebhookPublisher webhookPublisher(
      IngressProducer producer,
      WebhookPublisher.Work work,
      BrokerHealth broker,
      TopicProvisioner topics,
      MeterRegistry meters) {
    return new WebhookPublisher(
        producer.kafka()::get,
        work,
        new Circuit(() -> broker.isReachable() && topics.areThere(), System::nanoTime),
        new LinkMemory(REMEMBERED_LINKS),
        new PublishMetrics(meters));
  }

  @Bean
  LetterDesk quarantineDesk(TopicLog topics, EventPublisher publisher) {
    return new LetterDesk(
        topics, publisher, Topics.QUARANTINE::equals, new SplitterReplayer(publisher));
  }

  @Bean
  OperatorRoutes quarantineRoutes(@Qualifier("quarantineDesk") LetterDesk desk) {
    return LetterRoutes.at("/quarantine", desk);
  }

  @Bean
  TopicsHealth ingressTopicsHealthIndicator(TopicProvisioner topics, IngressProducer producer) {
    return new TopicsHealth(topics, producer.kafka());
  }
}
