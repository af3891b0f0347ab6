package com.livemargs.whatsapp.events.health;

import com.livemargs.whatsapp.events.access.Access;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/**
 * The path of the dependencies, beside the actuator's groups. Not one of them: a group cannot tell
 * a key holder from the public without a security framework.
 */
@Configuration(proxyBeanMethods = false)
public class HealthConfiguration {

  private static final String PATH = "/actuator/health/dependencies";
  private static final int BEFORE_ACTUATOR = -200;

  @Bean
  SimpleUrlHandlerMapping dependenciesMapping(
      ObjectProvider<Dependency> dependencies, ObjectProvider<Access> access) {
    var all = new Dependencies(dependencies.stream().toList());
    var handler = new DependenciesHandler(all, access.getIfAvailable());
    return new SimpleUrlHandlerMapping(Map.of(PATH, handler), BEFORE_ACTUATOR);
  }
}
