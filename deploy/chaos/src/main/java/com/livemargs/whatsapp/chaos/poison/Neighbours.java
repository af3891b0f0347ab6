package com.livemargs.whatsapp.chaos.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Good records, on the partition that poison uses: a message, a status, a command; on the other
 * topics an empty record, which every reader passes over.
 */
final class Neighbours {

  private static final String MESSAGE =
      "{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"412906551877340\"},\"messages\":[{\"from\":\"4917\",\"id\":\"%s\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}]}}";
  private static final String STATUS =
      "{\"value\":{\"statuses\":[{\"id\":\"%s\",\"status\":\"sent\",\"timestamp\":\"1\",\"recipient_id\":\"4917\"}]}}";
  private static final String COMMAND =
      "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"+4915550100910\",\"text\":\"x\"}";

  private Neighbours() {}

  static ProducerRecord<byte[], byte[]> on(String topic, String id) {
    return new ProducerRecord<>(topic, 0, "poisoned:4917".getBytes(UTF_8), value(topic, id));
  }

  private static byte @Nullable [] value(String topic, String id) {
    return switch (topic) {
      case Topics.MESSAGES -> MESSAGE.formatted(id).getBytes(UTF_8);
      case Topics.STATUSES -> STATUS.formatted(id).getBytes(UTF_8);
      case Topics.OUTBOUND -> COMMAND.formatted(id).getBytes(UTF_8);
      default -> null;
    };
  }
}
