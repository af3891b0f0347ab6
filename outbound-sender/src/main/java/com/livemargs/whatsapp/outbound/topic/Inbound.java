package com.livemargs.whatsapp.outbound.topic;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.pace.Windows;
import com.livemargs.whatsapp.outbound.pace.Windows.Wrote;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Learns from messages whom a later answer may name: links of ids and phones, and the id behind a
 * room whose name can only hold its hash; and when a customer last wrote.
 */
public final class Inbound {

  private final Ledger ledger;
  private final Windows windows;
  private final IdentityView identities;

  public Inbound(Ledger ledger, Windows windows, IdentityView identities) {
    this.ledger = ledger;
    this.windows = windows;
    this.identities = identities;
  }

  Mono<Void> take(List<ConsumerRecord<String, byte[]>> records) {
    List<WhatsAppMessage> messages =
        records.stream().flatMap(record -> read(record).stream()).toList();
    messages.forEach(message -> IdentityLink.of(message).ifPresent(identities::learn));
    return windows
        .learn(wrote(messages))
        .thenMany(Flux.fromIterable(messages))
        .concatMap(this::remember)
        .then();
  }

  // The last of each customer, under every name that a later request may use.
  private static Collection<Wrote> wrote(List<WhatsAppMessage> messages) {
    Map<String, Wrote> last = new HashMap<>();
    for (WhatsAppMessage message : messages) {
      for (Wrote wrote : wrote(message)) {
        String key = wrote.phoneNumberId() + ":" + wrote.customer();
        last.merge(key, wrote, (a, b) -> a.at().isBefore(b.at()) ? b : a);
      }
    }
    return last.values();
  }

  private static List<Wrote> wrote(WhatsAppMessage message) {
    String number = message.phoneNumberId();
    boolean opens =
        message.direction() == Direction.INCOMING
            && !(message.content() instanceof Content.SystemNotice);
    return number == null || !opens
        ? List.of()
        : names(message)
            .map(name -> new Wrote(number, name, message.timestamp()))
            .filter(wrote -> !wrote.isOver())
            .toList();
  }

  private static Stream<String> names(WhatsAppMessage message) {
    return message.groupId() != null
        ? Stream.of(message.groupId())
        : Stream.of(message.customer().phone(), message.customer().userId())
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .filter(name -> name.indexOf(0) < 0);
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
