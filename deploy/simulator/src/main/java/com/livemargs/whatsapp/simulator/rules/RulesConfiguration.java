package com.livemargs.whatsapp.simulator.rules;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean
  MessageRules messageRules(MediaKnowledge known) {
    return new MessageRules(known);
  }
}
