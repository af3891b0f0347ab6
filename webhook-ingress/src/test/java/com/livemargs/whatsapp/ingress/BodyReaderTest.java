package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.ingress.publish.Deadlines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;

/** What an unsigned caller can make the door hold. */
class BodyReaderTest {

  private static final int BOUND = 1 << 20;
  private static final int SMALL = 64 << 10;
  private static final int RESERVE = 16 << 20;
  private static final NettyDataBufferFactory BUFFERS =
      new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

  private final Deadlines deadlines = new Deadlines();
  private final BodyReader bodies =
      new BodyReader(
          new IngressSettings(
              WebhookClient.SECRET,
              WebhookClient.TOKEN,
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              BOUND,
              BOUND),
          deadlines);

  @AfterEach
  void waitNoMore() {
    deadlines.close();
  }

  @Test
  void whatComesInPiecesIsWholeAndNoPieceIsKept() {
    List<ByteBuf> given = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    byte[] sent = new byte[2_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) i;
    }
    Flux<DataBuffer> body =
        Flux.range(0, sent.length)
            .map(
                i -> {
                  kept.add(given.stream().filter(piece -> piece.refCnt() > 0).count());
                  given.add(Unpooled.wrappedBuffer(new byte[] {sent[i]}));
                  return BUFFERS.wrap(given.getLast());
                });

    assertThat(bodies.read(request(body), bodies.share()).block()).isEqualTo(sent);
    assertThat(kept).hasSize(sent.length).containsOnly(0L);
    assertThat(given).allMatch(piece -> piece.refCnt() == 0);
  }

  @Test
  void anEmptyBodyIsEmpty() {
    assertThat(bodies.read(request(Flux.empty()), bodies.share()).block()).isEmpty();
  }

  @Test
  void whatIsHeldTogetherIsBoundedUntilItIsAnswered() {
    HeldBytes.Share first = bodies.share();
    CompletableFuture<byte[]> waiting = unfinished(BOUND - SMALL, first);

    assertRefused(request(pieces(2 * SMALL)));
    first.release();

    assertThat(bodies.read(request(pieces(BOUND)), bodies.share()).block()).hasSize(BOUND);
    waiting.cancel(true);
  }

  @Test
  void whatIsRefusedHoldsNothing() {
    HeldBytes.Share first = bodies.share();
    unfinished(BOUND, first);
    HeldBytes.Share refused = bodies.share();
    ByteBuf piece = Unpooled.wrappedBuffer(new byte[2 * SMALL]);

    assertThatThrownBy(() -> bodies.read(request(Flux.just(BUFFERS.wrap(piece))), refused).block())
        .isInstanceOf(Problem.class);
    refused.release();
    first.release();

    assertThat(piece.refCnt()).isZero();
    assertThat(bodies.read(request(pieces(BOUND)), bodies.share()).block()).hasSize(BOUND);
  }

  @Test
  void smallBodiesAreTakenBesideLargeOnesThatDoNotEnd() {
    unfinished(BOUND, bodies.share());

    for (int i = 0; i < RESERVE / SMALL; i++) {
      assertThat(unfinished(SMALL, bodies.share())).isNotCompletedExceptionally();
    }

    assertRefused(request(pieces(SMALL)));
  }

  @Test
  void whatComesAfterTheReleaseIsHeldForNobody() {
    HeldBytes.Share late = bodies.share();
    late.release();
    ByteBuf piece = Unpooled.wrappedBuffer(new byte[BOUND]);

    bodies.read(request(Flux.just(BUFFERS.wrap(piece))), late).block();

    assertThat(piece.refCnt()).isZero();
    assertThat(bodies.read(request(pieces(BOUND)), bodies.share()).block()).hasSize(BOUND);
  }

  @Test
  void aConnectionThatEndsWithinTheBodyIsARefusal() {
    Flux<DataBuffer> body =
        Flux.concat(pieces(10), Flux.error(new IOException("Connection reset by peer")));

    assertThatThrownBy(() -> bodies.read(request(body), bodies.share()).block())
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST));
  }

  private CompletableFuture<byte[]> unfinished(int bytes, HeldBytes.Share share) {
    return bodies.read(request(Flux.concat(pieces(bytes), Flux.never())), share).toFuture();
  }

  private void assertRefused(ServerHttpRequest request) {
    assertThatThrownBy(() -> bodies.read(request, bodies.share()).block())
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
  }

  private static Flux<DataBuffer> pieces(int bytes) {
    return Flux.defer(() -> Flux.just(BUFFERS.wrap(Unpooled.wrappedBuffer(new byte[bytes]))));
  }

  private static ServerHttpRequest request(Flux<DataBuffer> body) {
    return MockServerHttpRequest.post(WebhookRoutes.PATH).body(body);
  }
}
