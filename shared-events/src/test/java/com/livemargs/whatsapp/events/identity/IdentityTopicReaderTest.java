package com.livemargs.whatsapp.events.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PartOfAService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;

class IdentityTopicReaderTest {

  private static final String GROUP = "identities-" + UUID.randomUUID();
  private static final String PHONE = "4915550118822";
  private static final KafkaServer KAFKA = KafkaServer.shared();
  private static final ConcurrentLinkedQueue<String> UNKNOWN = new ConcurrentLinkedQueue<>();
  private static final ConcurrentLinkedQueue<String> SEEN = new ConcurrentLinkedQueue<>();

  /** A service whose group names the customer of every record. */
  @Import({EventsConfiguration.class, IdentityConfiguration.class})
  static class Naming {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ConsumerGroup naming(IdentityView view) {
      return new ConsumerGroup(
              GROUP,
              List.of(Topics.ACCOUNT),
              batch -> Mono.fromRunnable(() -> batch.forEach(record -> name(record, view))))
          .after(view.known());
    }

    private static void name(ConsumerRecord<String, byte[]> record, IdentityView view) {
      String customer = String.valueOf(record.key());
      if (customer.startsWith(GROUP) && view.phoneOf(customer) == null) {
        UNKNOWN.add(customer);
      }
      SEEN.add(customer);
    }
  }

  @Test
  void groupThatNamesCustomersBeginsOnceAllIsKnownThatWasThereBefore() {
    start().close();
    List<String> customers = Stream.generate(() -> GROUP + UUID.randomUUID()).limit(300).toList();
    for (String customer : customers) {
      String link =
          "{\"customer\":\"%s\",\"phone\":\"%s\",\"timestamp\":1}".formatted(customer, PHONE);
      KAFKA.produce(Topics.IDENTITIES, customer, link.getBytes(UTF_8));
      KAFKA.produce(Topics.ACCOUNT, customer, "{}");
    }

    try (var service = start()) {
      await().until(() -> SEEN.containsAll(customers));
      assertThat(service.isRunning()).isTrue();
      assertThat(UNKNOWN).isEmpty();
    }
  }

  private static ConfigurableApplicationContext start() {
    return PartOfAService.start(Naming.class, KAFKA);
  }
}
