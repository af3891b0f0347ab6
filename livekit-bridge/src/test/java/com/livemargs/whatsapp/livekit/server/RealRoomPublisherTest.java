package com.livemargs.whatsapp.livekit.server;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.LiveKitServer;
import com.livemargs.whatsapp.testkit.Participant;
import com.livemargs.whatsapp.testkit.RealParts;
import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitModels.Room;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import tools.jackson.databind.JsonNode;

class RealRoomPublisherTest extends RoomPublisherContract {

  private final List<String> texts = new ArrayList<>();
  private @Nullable Participant listener;

  @AfterEach
  void leave() {
    if (listener != null) {
      listener.close();
    }
  }

  @Override
  String url() {
    return RealParts.liveKit().ws();
  }

  @Override
  String key() {
    return LiveKitServer.KEY;
  }

  @Override
  String secret() {
    return LiveKitServer.SECRET;
  }

  @Override
  List<String> heard() {
    if (listener == null) {
      listener = Participant.join(RealParts.liveKit(), room.name(), "listener");
    }
    for (var line = listener.poll(Duration.ofMillis(100));
        line.isPresent();
        line = listener.poll(Duration.ofMillis(100))) {
      JsonNode said = line.orElseThrow();
      if (said.path("topic").asString("").equals("test")) {
        texts.add(said.path("text").asString());
      }
    }
    return texts;
  }

  @Test
  void whoComesBackBeforeTheServerMissedThemHears() {
    Participant before = Participant.join(RealParts.liveKit(), room.name(), "listener");
    heard();
    before.close();
    publish(publisher, packet("again"));

    await().atMost(SOON).until(() -> heard().contains("again"));
  }

  @Override
  void delete() {
    answer(rooms().deleteRoom(room.name()));
  }

  @Override
  @Nullable String metadata() {
    List<Room> found = answer(rooms().listRooms(List.of(room.name())));
    return found == null || found.isEmpty() ? null : found.getFirst().getMetadata();
  }

  private RoomServiceClient rooms() {
    return RoomServiceClient.createClient(RealParts.liveKit().http(), key(), secret());
  }

  private static <T> @Nullable T answer(Call<T> call) {
    try {
      return call.execute().body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
