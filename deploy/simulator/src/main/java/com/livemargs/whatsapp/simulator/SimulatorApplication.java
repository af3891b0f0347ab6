package com.livemargs.whatsapp.simulator;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the twin on a port of its own, alone or beside other applications in one process. It reads
 * {@code simulator.yml} and never an {@code application.yml} that lies on the same class path, and
 * it leaves alone the stores and brokers that such neighbours bring along.
 */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
    })
public class SimulatorApplication {

  /** Runs the twin until the process ends. */
  public static void main(String[] args) {
    start(args);
  }

  /**
   * Starts the twin in an application context of its own; closing the context stops it.
   *
   * @param args settings as {@code --simulator.port=8090}; they win over environment and files
   */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(SimulatorApplication.class)
        .web(WebApplicationType.REACTIVE)
        .properties("spring.config.name=simulator")
        .run(args);
  }
}
