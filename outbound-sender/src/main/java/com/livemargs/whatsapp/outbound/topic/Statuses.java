package com.livemargs.whatsapp.outbound.topic;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.outbound.engine.Sends;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Settles sends whose answer was lost: a status that carries our message id proves that Meta has
 * the message, whatever it says about its fate.
 */
public final class Statuses {

  private static final int UUID_LENGTH = 36;

  private final Sends sends;
  private final IdentityView identities;

  public Statuses(Sends sends, IdentityView identities) {
    this.sends = sends;
    this.identities = identities;
  }

  Mono<Void> take(List<ConsumerRecord<String, byte[]>> records) {
    Map<UUID, WhatsAppStatus> ours = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      Instant received = Instant.ofEpochMilli(record.timestamp());
      WhatsAppStatus status = StatusReader.read(record.value(), received);
      IdentityLink.of(status).ifPresent(identities::learn);
      messageId(status.callbackData()).ifPresent(id -> ours.putIfAbsent(id, status));
    }
    return sends.open(List.copyOf(ours.keySet())).concatMap(id -> settle(id, ours.get(id))).then();
  }

  private Mono<Void> settle(UUID id, @Nullable WhatsAppStatus status) {
    return status == null
        ? Mono.empty()
        : sends.settle(
            id,
            status.wamid(),
            status.recipient() == null || status.groupId() != null
                ? null
                : status.recipient().phone());
  }

  private static Optional<UUID> messageId(@Nullable String callbackData) {
    if (callbackData == null || callbackData.length() != UUID_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(callbackData));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
