package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds whom requests are for: by phone, by id, or by the room that shows the conversation. */
public final class Recipients {

  private final Conversations conversations;
  private final Ledger ledger;

  public Recipients(Conversations conversations, Ledger ledger) {
    this.conversations = conversations;
    this.ledger = ledger;
  }

  /** The conversation, or empty when the room is none of ours or its customer was never seen. */
  public Mono<Conversation> of(SendRequest request) {
    return of(List.of(request)).mapNotNull(found -> found.get(request));
  }

  /**
   * The conversations of requests, without those whose room is none of ours or whose customer was
   * never seen.
   */
  public Mono<Map<SendRequest, Conversation>> of(Collection<SendRequest> requests) {
    List<String> hashed =
        requests.stream()
            .map(SendRequest::roomName)
            .filter(room -> room != null && Conversations.isHashed(room))
            .distinct()
            .toList();
    Mono<Map<String, Address>> addresses =
        hashed.isEmpty() ? Mono.just(Map.of()) : ledger.addressesOf(hashed);
    return addresses.map(known -> found(requests, known));
  }

  private Map<SendRequest, Conversation> found(
      Collection<SendRequest> requests, Map<String, Address> addresses) {
    Map<SendRequest, Conversation> found = new HashMap<>();
    requests.forEach(request -> of(request, addresses).ifPresent(with -> found.put(request, with)));
    return found;
  }

  private Optional<Conversation> of(SendRequest request, Map<String, Address> addresses) {
    String room = request.roomName();
    if (room == null) {
      return Optional.of(conversations.with(request.phoneNumber(), request.customerId()));
    }
    return Conversations.isHashed(room)
        ? Optional.ofNullable(addresses.get(room)).map(conversations::at)
        : conversations.in(room);
  }
}
