package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.LetterHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.Json;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What becomes one record.
 *
 * @param id stable under redelivery
 * @param source {@code /whatsapp/waba/} and the id of the WhatsApp Business Account, where known
 * @param time Meta's, where it says one
 * @param value bytes as received; a link is ours
 * @param reason why it is quarantined, or null
 */
@SuppressWarnings("ArrayRecordComponent")
public record Part(
    Kind kind,
    String key,
    String id,
    String source,
    Instant time,
    byte[] value,
    @Nullable String reason) {

  /** What a part is, and so where it goes. */
  public enum Kind {
    MESSAGE(Topics.MESSAGES, "whatsapp.message.received"),
    HISTORY(Topics.MESSAGES, "whatsapp.message.received"),
    STATUS(Topics.STATUSES, "whatsapp.status.changed"),
    ACCOUNT(Topics.ACCOUNT, "whatsapp.account.changed"),
    IDENTITY(Topics.IDENTITIES, IdentityLink.EVENT_TYPE),
    QUARANTINE(Topics.QUARANTINE, "whatsapp.quarantined");

    private final String topic;
    private final String type;

    Kind(String topic, String type) {
      this.topic = topic;
      this.type = type;
    }

    /** Where such parts go. */
    public String topic() {
      return topic;
    }
  }

  /** One fact of a link. */
  public static Part of(IdentityLink link) {
    return of(link, link.key());
  }

  /** One fact of a link, under another key than its own. */
  public static Part of(IdentityLink link, String key) {
    byte[] value = Json.MAPPER.writeValueAsBytes(link);
    String hash = Parts.sha256(value);
    Instant time = Instant.ofEpochMilli(link.timestamp());
    String nobody = new Origin(null, null, time).source();
    return new Part(Kind.IDENTITY, key, hash, nobody, time, value, null);
  }

  /**
   * The record.
   *
   * @param received its timestamp, for which every consumer falls back where Meta gives no time
   */
  public ProducerRecord<String, byte[]> record(Instant received, String traceparent) {
    List<Header> headers = EventHeaders.of(id, kind.type, source, key, time, traceparent);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(kind.topic, null, received.toEpochMilli(), key, value, headers);
    if (reason != null) {
      record.headers().add(EventHeaders.header(LetterHeaders.QUARANTINE_REASON, reason));
    }
    return record;
  }

  @Override
  public String toString() {
    return "Part[" + kind + ", " + value.length + " bytes]";
  }
}
