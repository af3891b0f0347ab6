package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.testkit.Containers;
import com.livemargs.whatsapp.testkit.KafkaServer;
import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;

/** A broker as its makers ship it, for tests tagged {@code containers}. */
final class KafkaInContainer {

  private static final String IMAGE = "apache/kafka:4.2.1";

  private static @Nullable KafkaServer shared;

  private KafkaInContainer() {}

  /** The one of this JVM, started at the first call. */
  static synchronized KafkaServer shared() {
    if (shared == null) {
      var container = Containers.start(() -> new KafkaContainer(IMAGE));
      shared = KafkaServer.at(container.getBootstrapServers(), IMAGE + " in a container");
    }
    return shared;
  }
}
