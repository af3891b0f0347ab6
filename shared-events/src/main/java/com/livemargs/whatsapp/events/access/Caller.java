package com.livemargs.whatsapp.events.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who made a request, once the request has shown it. */
public sealed interface Caller {

  /**
   * A program or person with an API key.
   *
   * @param name whose key that is, or null where it has no name
   * @param digits a few digits of the key's hash
   * @param scopes what a holder may do
   */
  record KeyHolder(@Nullable String name, String digits, Set<Scope> scopes) implements Caller {

    /** Who that is in a log. */
    public String who() {
      return name == null ? digits : name;
    }
  }

  /**
   * Someone in a LiveKit room, shown by a join token.
   *
   * @param room the one room that the token is for
   * @param name the token's name, or null
   * @param mayPublish {@code canPublishData} is not false, nor {@code canPublish} where that is
   *     absent
   */
  record Participant(String room, String identity, @Nullable String name, boolean mayPublish)
      implements Caller {

    /** What a message of this person is signed with: the name, else the identity. */
    public String sender() {
      return name == null || name.isBlank() ? identity : name;
    }
  }
}
