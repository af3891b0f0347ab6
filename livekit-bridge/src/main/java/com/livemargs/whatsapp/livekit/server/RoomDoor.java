package com.livemargs.whatsapp.livekit.server;

import com.google.protobuf.MessageLite;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.SendDataRequest;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Asks LiveKit who is in a room and hands it packets. These are most of what the bridge says, up to
 * two for each message, so they go straight over the event loop; everything else takes the SDK's
 * way.
 */
final class RoomDoor {

  private static final String SERVICE = "/twirp/livekit.RoomService/";
  // A missing room is answered after 3 s.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int OK = 200;

  private final HttpClient.RequestSender packets;
  private final HttpClient.RequestSender participants;
  private final AdminTokens tokens;

  /**
   * To this server.
   *
   * @param connections those that may be open; closed by their owner
   */
  RoomDoor(LiveKitSettings settings, ConnectionProvider connections) {
    // Repeats are ours alone, with the nonce that makes them harmless.
    HttpClient.RequestSender posts =
        HttpClient.create(connections)
            .baseUrl(settings.apiUrl())
            .disableRetry(true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(PATIENCE)
            .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/protobuf"))
            .post();
    packets = posts.uri(SERVICE + "SendData");
    participants = posts.uri(SERVICE + "ListParticipants");
    tokens = new AdminTokens(settings.apiKey(), settings.apiSecret());
  }

  /** At most so many at once, and a bounded wait for one of them. */
  static ConnectionProvider connections(int most) {
    return ConnectionProvider.builder("livekit-rooms")
        .maxConnections(most)
        .pendingAcquireMaxCount(-1)
        .pendingAcquireTimeout(PATIENCE)
        .maxIdleTime(Duration.ofSeconds(30))
        .build();
  }

  /** Completes once the server has it, else {@link LiveKitFailure}. */
  Mono<Void> send(SendDataRequest request) {
    return ask(packets, request.getRoom(), request).then();
  }

  /** Whether anybody is in the room at this moment; false, too, where there is no such room. */
  Mono<Boolean> isAttended(String room) {
    ListParticipantsRequest request = ListParticipantsRequest.newBuilder().setRoom(room).build();
    // An answer without a participant has no bytes.
    return ask(participants, room, request).map(answer -> answer.length > 0);
  }

  private Mono<byte[]> ask(HttpClient.RequestSender posts, String room, MessageLite request) {
    return Mono.defer(() -> post(posts, tokens.bearer(room), request.toByteArray()))
        .onErrorMap(e -> !(e instanceof LiveKitFailure), LiveKitFailure::noAnswer);
  }

  // What differs is set on the request itself: each step of the client's own way copies all of it.
  private static Mono<byte[]> post(HttpClient.RequestSender posts, String bearer, byte[] body) {
    return posts
        .send(
            (head, out) -> {
              head.header(HttpHeaderNames.AUTHORIZATION, bearer)
                  .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length));
              return out.sendObject(Unpooled.wrappedBuffer(body));
            })
        .responseSingle(RoomDoor::answer);
  }

  private static Mono<byte[]> answer(HttpClientResponse response, ByteBufMono body) {
    int status = response.status().code();
    return status == OK
        ? body.asByteArray().defaultIfEmpty(new byte[0])
        : body.then(Mono.error(() -> LiveKitFailure.status(status)));
  }
}
