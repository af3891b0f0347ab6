package com.livemargs.whatsapp.livekit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwinRoomPublisherTest extends RoomPublisherContract {

  private final LiveKitTwin twin = new LiveKitTwin();

  @AfterEach
  void close() {
    twin.close();
  }

  @Override
  String url() {
    return twin.url();
  }

  @Override
  String key() {
    return LiveKitTwin.KEY;
  }

  @Override
  String secret() {
    return LiveKitTwin.SECRET;
  }

  @Override
  List<String> heard() {
    twin.join(room.name());
    return twin.sent().stream().map(request -> request.getData().toStringUtf8()).toList();
  }

  @Override
  void delete() {
    twin.delete(room.name());
  }

  @Override
  @Nullable String metadata() {
    String metadata = twin.metadata(room.name());
    return metadata.isEmpty() ? null : metadata;
  }

  @Test
  void everyPacketHasANonceOfSixteenBytesAndIsReliable() {
    twin.join(room.name());
    publish(publisher, packet("a"));

    assertThat(twin.sent())
        .hasSize(1)
        .allMatch(request -> request.getNonce().size() == 16)
        .allMatch(request -> request.getKindValue() == 0)
        .allMatch(request -> request.getTopic().equals("test"));
  }

  @Test
  void aRoomAndItsListenersAreAskedForOnceAndThenRemembered() {
    twin.join(room.name());
    publish(publisher, packet("a"), packet("b"));
    publish(publisher, packet("c"));

    assertThat(twin.calls())
        .containsExactly(
            "CreateRoom",
            "UpdateRoomMetadata",
            "ListParticipants",
            "SendData",
            "SendData",
            "SendData");
  }

  @Test
  void thatNobodyIsThereIsAskedForEachTime() {
    RoomPublisher patient = twin.publisher();
    publish(patient, packet("a"), packet("b"));
    publish(patient, packet("c"));

    assertThat(twin.calls()).containsExactly("CreateRoom", "ListParticipants", "ListParticipants");
  }

  @Test
  void aRefusalIsOneCall() {
    twin.answersAlways(400);

    assertThat(publish(publisher, packet("a"))).isEqualTo(PublishOutcome.REFUSED);
    assertThat(twin.calls()).hasSize(1);
  }

  @Test
  void aConnectionThatDiesIsTriedAgainByUsAndNotBehindOurBack() {
    twin.dropsConnections(true);

    assertThat(publish(publisher, packet("a"))).isEqualTo(PublishOutcome.FAILED);
    assertThat(twin.calls()).containsExactly("CreateRoom", "CreateRoom", "CreateRoom");
  }

  @Test
  void anAbsentServerIsLeftAloneUntilItAnswersAgain() {
    twin.answersAlways(500);
    publish(publisher, packet("a"));
    int calls = twin.calls().size();

    List<PublishOutcome> away =
        IntStream.range(0, 100).mapToObj(i -> publish(publisher, packet("b" + i))).toList();
    assertThat(Collections.frequency(away, PublishOutcome.AWAY_SKIPPED)).isGreaterThan(90);
    assertThat(twin.calls().size() - calls).isLessThan(10);

    twin.answersAlways(0);
    twin.join(room.name());
    await().atMost(SOON).until(() -> publish(publisher, packet("c")) == PublishOutcome.OK);
    assertThat(heard()).contains("c");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 503})
  void anAbsentServerBehindAProxyIsLeftAloneByThoseWhoAskWhoIsThere(int answer) {
    twin.answersAlways(answer);
    publishIfHeard(packet("a"));
    int calls = twin.calls().size();

    List<PublishOutcome> away =
        IntStream.range(0, 100).mapToObj(i -> publishIfHeard(packet("b" + i))).toList();

    assertThat(Collections.frequency(away, PublishOutcome.AWAY_SKIPPED)).isGreaterThan(90);
    assertThat(twin.calls().size() - calls).isLessThan(10);
  }

  @Test
  void aRefusedKeyIsToldOnceAndARefusedRequestDoesNotBlameIt() {
    List<String> told =
        logged(
            () -> {
              RoomPublisher foreign = foreign();
              IntStream.range(0, 100).forEach(i -> publish(foreign, packet("a" + i)));
              twin.answersAlways(400);
              IntStream.range(0, 100).forEach(i -> publish(publisher, packet("b" + i)));
            });

    assertThat(told).filteredOn(line -> line.contains("LIVEKIT_API_SECRET")).hasSize(1);
    assertThat(told).filteredOn(line -> line.contains("LiveKit answered 400")).hasSize(1);
  }

  @Test
  void patienceIsAskedForWithAStatusAndGiven() {
    twin.answersAlways(429);

    assertThat(publish(publisher, packet("a"))).isEqualTo(PublishOutcome.FAILED);
    assertThat(twin.calls()).hasSizeGreaterThan(1);
  }
}
