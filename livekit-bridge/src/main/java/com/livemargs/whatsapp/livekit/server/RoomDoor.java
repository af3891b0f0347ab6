package com.livemargs.whatsapp.livekit.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ListParticipantsRequest;
import livekit.LivekitRoom.SendDataRequest;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Makes rooms, asks LiveKit who is in them and hands it packets. These are most of what the bridge
 * says, up to two for each message, so they go straight over the event loop; everything else takes
 * the SDK's way.
 */
final class RoomDoor {

  private static final String SERVICE = "/twirp/livekit.RoomService/";
  // A missing room is answered after 3 s.
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // A new room may take the server 10 s.
  private static final Duration CREATION = Duration.ofSeconds(15);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int OK = 200;

  private final HttpClient.RequestSender rooms;
  private final HttpClient.RequestSender packets;
  private final HttpClient.RequestSender participants;
  private final AdminTokens tokens;

  /**
   * To this server.
   *
   * @param making connections for rooms that are made, of their own because that may take long
   * @param asking connections for everything else; the owner closes both
   */
  RoomDoor(LiveKitSettings settings, ConnectionProvider making, ConnectionProvider asking) {
    rooms = posts(settings, making, CREATION).uri(SERVICE + "CreateRoom");
    HttpClient.RequestSender posts = posts(settings, asking, PATIENCE);
    packets = posts.uri(SERVICE + "SendData");
    participants = posts.uri(SERVICE + "ListParticipants");
    tokens = new AdminTokens(settings.apiKey(), settings.apiSecret());
  }

  // Repeats are ours alone, with the nonce that makes them harmless.
  private static HttpClient.RequestSender posts(
      LiveKitSettings settings, ConnectionProvider connections, Duration patience) {
    return HttpClient.create(connections)
        .baseUrl(settings.apiUrl())
        .disableRetry(true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .responseTimeout(patience)
        .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/protobuf"))
        .post();
  }

  /** At most so many at once, and a bounded wait for one of them. */
  static ConnectionProvider connections(String name, int most) {
    return ConnectionProvider.builder(name)
        .maxConnections(most)
        .pendingAcquireMaxCount(-1)
        .pendingAcquireTimeout(PATIENCE)
        .maxIdleTime(Duration.ofSeconds(30))
        .build();
  }

  /** The room as it is once it is made, or has been there before. */
  Mono<Room> create(CreateRoomRequest request) {
    return ask(rooms, request.getName(), request).map(RoomDoor::room);
  }

  private static Room room(byte[] answer) {
    try {
      return Room.parseFrom(answer);
    } catch (InvalidProtocolBufferException broken) {
      throw LiveKitFailure.noAnswer(broken);
    }
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
