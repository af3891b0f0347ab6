package com.livemargs.whatsapp.load.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.ConversationKey;
import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.load.generate.Webhooks;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records of texts to the topic as the ingress would, faster than anybody reads them. */
public final class Records {

  private static final String CHANGE =
      """
      {"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"493055501188",\
      "phone_number_id":"412906551877340"},"contacts":[{"profile":{"name":"Customer %1$d"},\
      "wa_id":"%2$d","user_id":"DE.%2$d"}],"messages":[{"from":"%2$d","from_user_id":"DE.%2$d",\
      "id":"%3$s","timestamp":"1780300985","type":"text","text":{"body":"Is order %4$d on its way? It \
      was to be here yesterday, and nobody called."}}]},"field":"messages"}""";

  private Records() {}

  /** So many from this index on; returns once the broker has them all. */
  public static void write(String bootstrapServers, String run, int from, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "linger.ms",
            5,
            "compression.type",
            "lz4");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = from; i < from + count; i++) {
        producer.send(record(run, i));
      }
      producer.flush();
    }
  }

  private static ProducerRecord<String, byte[]> record(String run, int index) {
    int customer = index % 1_000;
    long phone = Webhooks.phone(customer);
    String wamid = Webhooks.wamid(run, index);
    String key = ConversationKey.of("412906551877340", "DE." + phone);
    byte[] change = CHANGE.formatted(customer, phone, wamid, index).getBytes(UTF_8);
    var headers =
        EventHeaders.of(
            wamid,
            "whatsapp.message.received",
            "/whatsapp/waba/318840057731126",
            key,
            Instant.ofEpochSecond(1_780_300_985),
            null);
    return new ProducerRecord<>(
        Topics.MESSAGES, null, System.currentTimeMillis(), key, change, headers);
  }
}
