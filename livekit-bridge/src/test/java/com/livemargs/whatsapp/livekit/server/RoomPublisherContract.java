package com.livemargs.whatsapp.livekit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.livemargs.whatsapp.livekit.server.ServerConfiguration.LiveKitHttp;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a LiveKit server owes the bridge, and the bridge a LiveKit server. */
abstract class RoomPublisherContract {

  static final Duration SOON = Duration.ofSeconds(60);

  private static final LiveKitHttp HTTP = ServerConfiguration.http();

  final RoomRecord room =
      new RoomRecord("whatsapp_49" + (100_000_000 + new Random().nextInt(800_000_000)));
  RoomApi api;
  RoomPublisher publisher;

  @BeforeEach
  void connect() {
    api = ServerConfiguration.api(settings(secret()), HTTP);
    publisher = publisher(api);
  }

  abstract String url();

  abstract String key();

  abstract String secret();

  /** The texts that somebody in the room has heard so far, from when this was first asked. */
  abstract List<String> heard();

  abstract void delete();

  /** Of the room, null when there is none. */
  abstract @Nullable String metadata();

  LiveKitSettings settings(String secret) {
    return new LiveKitSettings(
        url(), null, key(), secret, Duration.ofMinutes(5), Duration.ofMinutes(1));
  }

  static RoomPublisher publisher(RoomApi api) {
    return ServerConfiguration.publisher(api, Duration.ofSeconds(1));
  }

  PublishOutcome publish(RoomPublisher through, Packet... packets) {
    return through.publish(room, List.of(packets)).blockOptional(SOON).orElseThrow();
  }

  static Packet packet(String text) {
    return Packet.once("test", text.getBytes(UTF_8), UUID.randomUUID(), "1");
  }

  @Test
  void aRoomIsMadeWithItsMetadata() {
    assertThat(publish(publisher, packet("a"))).isEqualTo(PublishOutcome.NO_VIEWERS);

    assertThat(metadata()).isEqualTo(room.metadata());
  }

  @Test
  void whatNobodyIsThereToHearMakesNoRoom() {
    assertThat(publishIfHeard(packet("unheard"))).isEqualTo(PublishOutcome.NO_VIEWERS);
    assertThat(metadata()).isNull();

    heard();
    assertThat(publishIfHeard(packet("heard"))).isEqualTo(PublishOutcome.OK);
    await().atMost(SOON).until(() -> heard().contains("heard"));
    assertThat(heard()).containsExactly("heard");
  }

  PublishOutcome publishIfHeard(Packet packet) {
    return publisher.publishIfHeard(room, List.of(packet)).blockOptional(SOON).orElseThrow();
  }

  @Test
  void theMetadataOfALivingRoomIsRepaired() {
    api.create(room.name(), "{\"title\":\"old\"}").block(SOON);

    publish(publisher, packet("a"));

    assertThat(metadata()).isEqualTo(room.metadata());
  }

  @Test
  void whatIsSentTwiceArrivesOnceAndInOrder() {
    heard();
    Packet first = packet("first");

    publish(publisher, first);
    publish(publisher, first, packet("second"), packet("third"));

    await().atMost(SOON).until(() -> heard().contains("third"));
    assertThat(heard()).containsExactly("first", "second", "third");
  }

  @Test
  void whoHasJustJoinedHearsWhatComesNext() {
    assertThat(publish(publisher, packet("unheard"))).isEqualTo(PublishOutcome.NO_VIEWERS);

    heard();
    assertThat(publish(publisher, packet("heard"))).isEqualTo(PublishOutcome.OK);

    await().atMost(SOON).until(() -> heard().contains("heard"));
    assertThat(heard()).containsExactly("heard");
  }

  @Test
  void aRoomThatVanishedAroundItsListenersIsMadeAgainForTheNextPacket() {
    heard();
    publish(publisher, packet("a"));
    delete();

    assertThat(publish(publisher, packet("b"))).isEqualTo(PublishOutcome.OK);
    assertThat(metadata()).isEqualTo(room.metadata());
  }

  @Test
  void aRoomThatVanishedWhenNobodyWasThereIsMadeAgainSoon() {
    publish(publisher, packet("a"));
    delete();
    publish(publisher, packet("b"));

    await().atMost(SOON).until(() -> room.metadata().equals(metadata()));
  }

  @Test
  void aRefusalIsNotTriedAgainAndNothingOfItIsLogged() {
    List<String> told =
        logged(() -> assertThat(publish(foreign(), packet("a"))).isEqualTo(PublishOutcome.REFUSED));

    assertThat(told)
        .isNotEmpty()
        .noneMatch(line -> line.contains("eyJ") || line.contains("invalid token"));
  }

  /** A publisher whose key the server does not take. */
  RoomPublisher foreign() {
    return publisher(ServerConfiguration.api(settings("another" + secret()), HTTP));
  }

  static List<String> logged(Runnable work) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      work.run();
    } finally {
      root.detachAppender(log);
    }
    return List.copyOf(log.list).stream()
        .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
        .toList();
  }
}
