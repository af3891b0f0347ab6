package com.livemargs.whatsapp.testkit;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Event loops of an application's own: closing one of several in a JVM leaves the others' alone.
 */
public final class OwnLoops {

  @Bean
  ReactorResourceFactory reactorResourceFactory() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    // Two seconds of every stop otherwise, in which nothing happens.
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }
}
