package com.livemargs.whatsapp.outbound.http;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Caller;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Who may send what to whom over HTTP. */
public final class Door {

  private final Access access;

  public Door(Access access) {
    this.access = access;
  }

  Caller caller(HttpHeaders headers, Scope scope) {
    return access.caller(headers, scope);
  }

  String requireKey(HttpHeaders headers, Scope scope) {
    return access.requireKey(headers, scope);
  }

  /** Lets a participant write to the customer of the own room only. */
  static void check(Caller caller, SendRequest request) {
    switch (caller) {
      case Caller.KeyHolder holder -> {}
      case Caller.Participant participant -> checkParticipant(participant, request);
    }
  }

  private static void checkParticipant(Caller.Participant participant, SendRequest request) {
    if (!participant.mayPublish()) {
      throw SendProblems.forbidden(
          "The token's holder may only watch: canPublishData is false, or absent and canPublish is. Get a token with"
              + " canPublishData true.");
    }
    if (!participant.room().equals(request.roomName())) {
      throw SendProblems.forbidden(
          "A join token sends to the customer of its own room only. Give roomName, the token's room,"
              + " and neither phoneNumber nor customerId.");
    }
  }

  /**
   * Whose request ids these are: keys of one name share them, as those without a name do, others
   * never see them.
   */
  static String client(Caller caller) {
    return switch (caller) {
      case Caller.KeyHolder holder -> holder.name() == null ? "http" : "http:" + holder.name();
      case Caller.Participant participant -> "room:" + participant.room();
    };
  }

  /** Who is named as the writer. */
  static @Nullable String sender(Caller caller) {
    return switch (caller) {
      case Caller.KeyHolder holder -> null;
      case Caller.Participant participant -> participant.sender();
    };
  }
}
