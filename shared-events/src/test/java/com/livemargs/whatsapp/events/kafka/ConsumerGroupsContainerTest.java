package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.testkit.Containers;
import com.livemargs.whatsapp.testkit.KafkaServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.kafka.KafkaContainer;

@Tag("containers")
class ConsumerGroupsContainerTest extends ConsumerGroupsContract {

  private static final String IMAGE = "apache/kafka:4.2.1";

  private static KafkaServer kafka;

  @BeforeAll
  static void startBroker() {
    var container = Containers.start(() -> new KafkaContainer(IMAGE));
    kafka = KafkaServer.at(container.getBootstrapServers(), IMAGE + " in a container");
  }

  @Override
  KafkaServer broker() {
    return kafka;
  }
}
