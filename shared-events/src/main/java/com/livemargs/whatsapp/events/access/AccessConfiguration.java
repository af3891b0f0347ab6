package com.livemargs.whatsapp.events.access;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door of the public paths; a service without any does not import it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessSettings.class)
public class AccessConfiguration {

  @Bean
  Access access(AccessSettings settings, MeterRegistry meters) {
    return new Access(settings, meters);
  }
}
