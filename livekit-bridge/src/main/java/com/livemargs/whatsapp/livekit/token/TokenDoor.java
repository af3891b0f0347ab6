package com.livemargs.whatsapp.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.access.Access;
import com.livemargs.whatsapp.events.access.Scope;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * LiveKit's standard token endpoint for our rooms. Who calls holds an API key and vouches for the
 * participant's identity and name; browsers are given the token, never the key.
 */
final class TokenDoor {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  // What LiveKit documents; with more identity or attributes it lets nobody in.
  private static final int LONGEST_NAME = 256;
  private static final int LARGEST = 64 * 1024;

  private final Access access;
  private final Tokens tokens;
  private final RoomPublisher publisher;

  TokenDoor(Access access, Tokens tokens, RoomPublisher publisher) {
    this.access = access;
    this.tokens = tokens;
    this.publisher = publisher;
  }

  Mono<ServerResponse> answer(ServerRequest request) {
    access.requireKey(request.headers().asHttpHeaders(), Scope.ROOMS);
    return request
        .bodyToMono(byte[].class)
        .switchIfEmpty(Mono.error(TokenDoor::noRoom))
        .map(TokenDoor::parse)
        .flatMap(this::mint)
        .flatMap(answer -> ServerResponse.status(HttpStatus.CREATED).bodyValue(answer));
  }

  private Mono<TokenAnswer> mint(TokenRequest request) {
    RoomRecord room = room(request);
    return prepared(room).thenReturn(tokens.mint(room, request));
  }

  // The token makes the room by itself if need be, so that it is good while LiveKit is away too.
  // Who goes on without the room leaves it in the making: broken off, it would count as a server
  // that does not answer, where some are only slow to make.
  private Mono<Void> prepared(RoomRecord room) {
    return Mono.fromFuture(() -> publisher.ensure(room).toFuture(), true)
        .then()
        .timeout(PATIENCE, Mono.empty());
  }

  // Whatever content type it came with: only the body decides.
  private static TokenRequest parse(byte[] body) {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      if (tree.isObject()) {
        return Json.MAPPER.treeToValue(tree, TokenRequest.class);
      }
    } catch (JacksonException unreadable) {
      // told below
    }
    throw Problem.of(
        HttpStatus.BAD_REQUEST,
        "Not a token request",
        "The body is not the JSON of a token request. Send room_name and, if need be, participant_identity, participant_name, participant_metadata (texts) and participant_attributes (an object of texts).");
  }

  private static RoomRecord room(TokenRequest request) {
    String name = request.roomName();
    if (name == null || !RoomRecord.isOurs(name)) {
      throw noRoom();
    }
    requireFits("participant_identity", bytes(request.identity()), LONGEST_NAME);
    requireFits("participant_name", bytes(request.name()), LONGEST_NAME);
    requireFits("participant_metadata", bytes(request.metadata()), LARGEST);
    requireFits("participant_attributes", bytes(request.attributes()), LARGEST);
    return new RoomRecord(name);
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(UTF_8).length;
  }

  private static int bytes(@Nullable Map<String, String> attributes) {
    return attributes == null
        ? 0
        : attributes.entrySet().stream()
            .mapToInt(attribute -> bytes(attribute.getKey()) + bytes(attribute.getValue()))
            .sum();
  }

  private static void requireFits(String member, int bytes, int most) {
    if (bytes > most) {
      throw tooLong(member, most);
    }
  }

  private static Problem noRoom() {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Not a room of ours",
            "room_name is missing or names no WhatsApp room. Send the roomName that messages carry, such as whatsapp_ and the phone's digits.")
        .with("member", "room_name");
  }

  private static Problem tooLong(String member, int most) {
    return Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Too long for a token",
            "%s has more than %d bytes of UTF-8, the most that LiveKit takes. Send less."
                .formatted(member, most))
        .with("member", member);
  }
}
