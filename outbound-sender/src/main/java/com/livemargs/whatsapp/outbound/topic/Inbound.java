package com.livemargs.whatsapp.outbound.topic;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.message.Conversations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Learns from messages whom a later answer may name: links of ids and phones, and the id behind a
 * room whose name can only hold its hash.
 */
public final class Inbound {

  private final Ledger ledger;
  private final IdentityView identities;

  public Inbound(Ledger ledger, IdentityView identities) {
    this.ledger = ledger;
    this.identities = identities;
  }

  Mono<Void> take(List<ConsumerRecord<String, byte[]>> records) {
    return Flux.fromIterable(records)
        .concatMap(record -> Mono.justOrEmpty(read(record)))
        .doOnNext(message -> IdentityLink.of(message).ifPresent(identities::learn))
        .concatMap(this::remember)
        .then();
  }

  // What is unreadable here is so for the services that store it: they put it aside.
  private static Optional<WhatsAppMessage> read(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(
          MessageReader.read(record.value(), Instant.ofEpochMilli(record.timestamp())));
    } catch (UnreadableItemException | NotJsonException unreadable) {
      return Optional.empty();
    }
  }

  private Mono<Void> remember(WhatsAppMessage message) {
    String room = Rooms.of(message.customer(), message.groupId(), null);
    String id = message.groupId() != null ? message.groupId() : message.customer().userId();
    if (id == null || !Conversations.isHashed(room) || room.endsWith(id)) {
      return Mono.empty();
    }
    Address address = message.groupId() != null ? new Address.Group(id) : new Address.User(id);
    return ledger.remember(room, address);
  }
}
