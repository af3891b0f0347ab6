package com.livemargs.whatsapp.simulator.fault;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FaultConfiguration {

  @Bean
  FaultQueue<SendFault> sendFaults() {
    return new FaultQueue<>();
  }

  @Bean
  FaultQueue<MediaFault> mediaFaults() {
    return new FaultQueue<>();
  }
}
