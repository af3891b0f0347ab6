package com.livemargs.whatsapp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts configurations as a service would, with what all services have in common, and no HTTP. */
public final class PartOfAService {

  private PartOfAService() {}

  /**
   * Starts a configuration on a broker, with topics of two partitions.
   *
   * @param more settings, each as {@code NAME=value}
   */
  public static ConfigurableApplicationContext start(
      Class<?> configuration, KafkaServer kafka, String... more) {
    var application = new SpringApplication(configuration, OwnLoops.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(
        Map.of("spring.config.import", "classpath:whatsapp.yml", "server.port", "0"));
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("KAFKA_BOOTSTRAP_SERVERS=" + kafka.bootstrapServers());
    settings.add("WHATSAPP_API_KEYS=not-asked-for-here-at-all");
    settings.add("TOPIC_PARTITIONS=2");
    return application.run(settings.stream().map("--"::concat).toArray(String[]::new));
  }
}
