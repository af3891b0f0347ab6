package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.Conversations;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import reactor.core.publisher.Mono;

/** Finds whom a request is for: by phone, by id, or by the room that shows the conversation. */
public final class Recipients {

  private final Conversations conversations;
  private final Ledger ledger;

  public Recipients(Conversations conversations, Ledger ledger) {
    this.conversations = conversations;
    this.ledger = ledger;
  }

  /** The conversation, or empty when the room is none of ours or its customer was never seen. */
  public Mono<Conversation> of(SendRequest request) {
    String room = request.roomName();
    if (room == null) {
      return Mono.just(conversations.with(request.phoneNumber(), request.customerId()));
    }
    return Conversations.isHashed(room)
        ? ledger.addressOf(room).map(conversations::at)
        : Mono.justOrEmpty(conversations.in(room));
  }
}
