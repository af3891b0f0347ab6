package com.livemargs.whatsapp.events.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.Resource;

/** Reads {@code .env} for a service alone as {@code ./run} and compose read it. */
public final class EnvFileLoader implements PropertySourceLoader {

  // Spring finds spring.kafka.* in SPRING_KAFKA_* where the name of the source ends so.
  private static final String NAMES_OF_VARIABLES =
      "-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  @Override
  public String[] getFileExtensions() {
    return new String[] {"env"};
  }

  @Override
  public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
    List<String> lines = resource.getContentAsString(UTF_8).lines().toList();
    Map<String, Object> values = new LinkedHashMap<>(EnvLines.parse(lines));
    return List.of(new SystemEnvironmentPropertySource(name + NAMES_OF_VARIABLES, values));
  }
}
