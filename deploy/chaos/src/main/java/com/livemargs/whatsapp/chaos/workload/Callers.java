package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Those who send: each waits for an answer before the next, and repeats under the same key. */
final class Callers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final List<Integer> TAKEN = List.of(200, 202);

  private final Cluster cluster;
  private final Book book;
  private final BooleanSupplier givenUp;
  private final KafkaProducer<String, byte[]> producer;

  Callers(Cluster cluster, Book book, BooleanSupplier givenUp) {
    this.cluster = cluster;
    this.book = book;
    this.givenUp = givenUp;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "acks", "all",
                "enable.idempotence", "true",
                "delivery.timeout.ms", "120000"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Whom a caller writes to: of four, one is known by an id alone. */
  private record Customer(String member, String name) {

    private static final int KINDS = 4;

    static Customer of(int number) {
      return number % KINDS == 0
          ? new Customer("customerId", "DE.%017d".formatted(95_000_000_000L + number))
          : new Customer("phoneNumber", "+49157%08d".formatted(10_000_000 + number));
    }

    /** What Meta calls them. */
    String recipient() {
      return name.replace("+", "");
    }
  }

  private static Asked asked(String door, int caller, int sequence, Customer customer) {
    String text = "%s%04d#%d".formatted(door, caller, sequence);
    return new Asked("key-" + text, door + caller, sequence, text, customer.recipient());
  }

  /** Over HTTP, any instance; an answer of 2xx is a promise. */
  void overHttp(int caller, int sequence) {
    Customer customer = Customer.of(caller);
    Asked asked = asked("h", caller, sequence, customer);
    book.asking();
    byte[] body =
        Json.MAPPER.writeValueAsBytes(
            Map.of(customer.member(), customer.name(), "text", asked.text()));
    for (int attempt = 0; !givenUp.getAsBoolean(); attempt++) {
      int status = post(caller + attempt, asked.key(), body);
      book.count("send answered " + (status == Web.NONE ? "not at all" : status));
      if (TAKEN.contains(status)) {
        book.promised(asked);
        return;
      }
      Wait.pause(PAUSE);
    }
  }

  private int post(int turn, String key, byte[] body) {
    List<Instance> senders = cluster.instances(Service.OUTBOUND);
    Instance sender = senders.get(Math.floorMod(turn, senders.size()));
    return Web.post(
            sender.url("/whatsapp/send"),
            body,
            PATIENCE,
            "X-API-Key",
            Access.API_KEY,
            "Idempotency-Key",
            key)
        .status();
  }

  /** Over the topic; the broker's acknowledgement is a promise. */
  void overTopic(int caller, int sequence) {
    Customer customer = Customer.of(5_000_000 + caller);
    Asked asked = asked("t", caller, sequence, customer);
    book.asking();
    byte[] value =
        Json.MAPPER.writeValueAsBytes(
            Map.of(
                "type",
                "send-message",
                "requestId",
                asked.key(),
                customer.member(),
                customer.name(),
                "text",
                asked.text()));
    while (!givenUp.getAsBoolean()) {
      try {
        producer.send(new ProducerRecord<>(Topics.OUTBOUND, asked.conversation(), value)).get();
        book.count("command acknowledged");
        book.promised(asked);
        return;
      } catch (ExecutionException refused) {
        book.count("command not acknowledged");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    producer.close(PATIENCE);
  }
}
