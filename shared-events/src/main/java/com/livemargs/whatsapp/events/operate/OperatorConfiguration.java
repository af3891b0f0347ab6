package com.livemargs.whatsapp.events.operate;

import com.livemargs.whatsapp.events.kafka.ConsumerGroups;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operators' listener; several services in one process share it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperatorSettings.class)
public class OperatorConfiguration {

  @Bean
  OperatorRoutes consumerRoutes(ConsumerGroups groups) {
    return ConsumerRoutes.of(groups);
  }

  @Bean
  OperatorRoutes sbomRoutes() {
    return SbomRoutes.ofThisProgram();
  }

  @Bean
  OperatorServer operatorServer(
      OperatorSettings settings, ObjectProvider<OperatorRoutes> routes, MeterRegistry meters) {
    return new OperatorServer(settings, routes.orderedStream().toList(), meters);
  }
}
