package com.livemargs.whatsapp.livekit.server;

import com.google.protobuf.ByteString;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomList;
import io.livekit.server.RoomName;
import io.livekit.server.RoomService;
import io.livekit.server.VideoGrant;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.Room;
import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.ListRoomsRequest;
import livekit.LivekitRoom.ListRoomsResponse;
import livekit.LivekitRoom.SendDataRequest;
import livekit.LivekitRoom.UpdateRoomMetadataRequest;
import okhttp3.OkHttpClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.protobuf.ProtoConverterFactory;

/**
 * LiveKit's room API as Monos. It speaks to the SDK's Retrofit interface and not to its client,
 * because the client sends no nonce (0.13.0), without which nothing could be sent twice safely.
 */
final class RoomApi {

  private static final Duration CHANGE = Duration.ofSeconds(5);
  private static final long TOKEN_MILLIS = Duration.ofMinutes(10).toMillis();

  private final LiveKitSettings settings;
  private final RoomService sdk;
  private final RoomDoor door;

  RoomApi(LiveKitSettings settings, OkHttpClient client, RoomDoor door) {
    this.settings = settings;
    this.door = door;
    this.sdk = service(client.newBuilder().callTimeout(CHANGE).build());
  }

  private RoomService service(OkHttpClient client) {
    return new Retrofit.Builder()
        .baseUrl(settings.apiUrl())
        .client(client)
        .addConverterFactory(ProtoConverterFactory.create())
        .build()
        .create(RoomService.class);
  }

  /** The room as it is now; one that was there already keeps its own metadata. */
  Mono<Room> create(String name, String metadata) {
    CreateRoomRequest request =
        CreateRoomRequest.newBuilder()
            .setName(name)
            .setMetadata(metadata)
            .setEmptyTimeout(Math.toIntExact(settings.emptyTimeout().toSeconds()))
            .setDepartureTimeout(Math.toIntExact(settings.departureTimeout().toSeconds()))
            .build();
    return door.create(request).onErrorMap(LiveKitFailure.class, LiveKitFailure::withoutRoom);
  }

  /** Whether the server answers and takes our key. */
  Mono<ListRoomsResponse> ping() {
    ListRoomsRequest request = ListRoomsRequest.newBuilder().addNames("health").build();
    return answer(() -> sdk.listRooms(request, token(new RoomList(true))));
  }

  /** Gives a living room its metadata. */
  Mono<Room> updateMetadata(RoomRecord room) {
    UpdateRoomMetadataRequest request =
        UpdateRoomMetadataRequest.newBuilder()
            .setRoom(room.name())
            .setMetadata(room.metadata())
            .build();
    return answer(() -> sdk.updateRoomMetadata(request, admin(room)));
  }

  /**
   * Sends a packet.
   *
   * @param to identities, empty for everyone who is in the room now
   */
  Mono<Void> send(RoomRecord room, Packet packet, List<String> to) {
    SendDataRequest request =
        SendDataRequest.newBuilder()
            .setRoom(room.name())
            .setTopic(packet.topic())
            .setKind(DataPacket.Kind.RELIABLE)
            .setData(ByteString.copyFrom(packet.data()))
            .setNonce(ByteString.copyFrom(packet.nonceBytes()))
            .addAllDestinationIdentities(to)
            .build();
    return door.send(request);
  }

  /** Whether anybody is in the room now. */
  Mono<Boolean> isAttended(RoomRecord room) {
    return door.isAttended(room.name())
        .onErrorMap(LiveKitFailure.class, LiveKitFailure::withoutRoom);
  }

  private String admin(RoomRecord room) {
    return token(new RoomAdmin(true), new RoomName(room.name()));
  }

  private String token(VideoGrant... grants) {
    AccessToken token = new AccessToken(settings.apiKey(), settings.apiSecret());
    token.setTtl(TOKEN_MILLIS);
    token.addGrants(grants);
    return "Bearer " + token.toJwt();
  }

  private static <T> Mono<T> answer(Supplier<Call<T>> call) {
    return Mono.create(sink -> enqueue(call.get(), sink));
  }

  private static <T> void enqueue(Call<T> call, MonoSink<T> sink) {
    sink.onDispose(call::cancel);
    call.enqueue(
        new Callback<>() {
          @Override
          public void onResponse(Call<T> asked, Response<T> response) {
            if (response.isSuccessful()) {
              sink.success(response.body());
            } else {
              sink.error(LiveKitFailure.status(response.code()));
            }
          }

          @Override
          public void onFailure(Call<T> asked, Throwable failure) {
            sink.error(LiveKitFailure.noAnswer(failure));
          }
        });
  }
}
