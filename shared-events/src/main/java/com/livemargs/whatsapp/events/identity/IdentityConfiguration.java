package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One view of identities per process; services that name customers import it and share it. */
@Configuration(proxyBeanMethods = false)
public class IdentityConfiguration {

  @Bean
  IdentityView identityView() {
    return new IdentityView();
  }

  @Bean
  IdentityTopicReader identityTopicReader(
      KafkaClients clients, TopicProvisioner topics, IdentityView view) {
    return new IdentityTopicReader(clients, topics, view);
  }
}
