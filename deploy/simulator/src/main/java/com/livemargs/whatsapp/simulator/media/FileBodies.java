package com.livemargs.whatsapp.simulator.media;

import com.livemargs.whatsapp.simulator.fault.MediaFault;
import com.livemargs.whatsapp.simulator.graph.BrokenConnection;
import com.livemargs.whatsapp.simulator.wire.MultipartForm;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of a file on the wire, whole or spoiled. */
@Component
class FileBodies {

  private static final int CHUNK = 64 << 10;
  private static final int DROP = 1 << 10;
  private static final long HUGE = 200L << 20;
  private static final Duration DRIP = Duration.ofMillis(100);

  private final MediaAnswers answers;

  FileBodies(MediaAnswers answers) {
    this.answers = answers;
  }

  Mono<Void> missing(ServerWebExchange exchange, int status, @Nullable MediaFault fault) {
    return answers.page(exchange, status, fault);
  }

  Mono<Void> whole(ServerWebExchange exchange, Media media) {
    answers.note(exchange, 200, null);
    return begin(exchange, media, media.size()).writeWith(read(media, CHUNK));
  }

  Mono<Void> spoiled(ServerWebExchange exchange, Media media, MediaFault fault) {
    return switch (fault.kind()) {
      case EXPIRED_URL -> missing(exchange, fault.statusOr(404), fault);
      case ERROR -> missing(exchange, fault.statusOr(500), fault);
      case RESET -> silent(exchange, fault, BrokenConnection.reset(exchange.getResponse()));
      case STALL -> silent(exchange, fault, Mono.never());
      case REDIRECT -> redirect(exchange, fault);
      case HUGE -> huge(exchange, media, fault);
      case SLOW -> drip(exchange, media, fault);
      case TRUNCATED -> truncated(exchange, media, fault);
      case WRONG_HASH -> corrupt(exchange, media, fault);
      case LOOK_UP_NOT_FOUND, LOOK_UP_ERROR, LOOK_UP_WRONG_LENGTH, LOOK_UP_WRONG_HASH ->
          whole(exchange, media);
    };
  }

  private Mono<Void> silent(ServerWebExchange exchange, MediaFault fault, Mono<Void> end) {
    answers.note(exchange, null, fault);
    return end;
  }

  private Mono<Void> redirect(ServerWebExchange exchange, MediaFault fault) {
    URI here = exchange.getRequest().getURI();
    String elsewhere = "localhost".equals(here.getHost()) ? "127.0.0.1" : "localhost";
    URI trap = URI.create("http://" + elsewhere + ":" + here.getPort() + "/simulator/trap");
    answers.note(exchange, 302, fault);
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(fault.statusOr(302)));
    response.getHeaders().setLocation(fault.location() == null ? trap : fault.location());
    return response.setComplete();
  }

  private Mono<Void> huge(ServerWebExchange exchange, Media media, MediaFault fault) {
    long bytes = fault.bytes() == null ? HUGE : fault.bytes();
    answers.note(exchange, 200, fault);
    Flux<DataBuffer> endless = Flux.generate(sink -> sink.next(buffer(new byte[CHUNK])));
    return begin(exchange, media, -1).writeWith(DataBufferUtils.takeUntilByteCount(endless, bytes));
  }

  private Mono<Void> drip(ServerWebExchange exchange, Media media, MediaFault fault) {
    answers.note(exchange, 200, fault);
    Duration pause = fault.delay() == null ? DRIP : fault.delay();
    return begin(exchange, media, media.size())
        .writeAndFlushWith(read(media, DROP).delayElements(pause).map(Mono::just));
  }

  private Mono<Void> truncated(ServerWebExchange exchange, Media media, MediaFault fault) {
    answers.note(exchange, 200, fault);
    ServerHttpResponse response = begin(exchange, media, media.size());
    Flux<DataBuffer> half =
        DataBufferUtils.takeUntilByteCount(read(media, CHUNK), media.size() / 2);
    Flux<Flux<DataBuffer>> parts =
        Flux.just(half)
            .concatWith(Mono.defer(() -> BrokenConnection.close(response)).then(Mono.empty()));
    return response.writeAndFlushWith(parts);
  }

  private Mono<Void> corrupt(ServerWebExchange exchange, Media media, MediaFault fault) {
    answers.note(exchange, 200, fault);
    return begin(exchange, media, media.size())
        .writeWith(read(media, CHUNK).map(FileBodies::flipped));
  }

  private static DataBuffer flipped(DataBuffer buffer) {
    byte[] bytes = MultipartForm.bytes(buffer);
    bytes[0] ^= 1;
    return buffer(bytes);
  }

  private static ServerHttpResponse begin(ServerWebExchange exchange, Media media, long length) {
    ServerHttpResponse response = exchange.getResponse();
    response.getHeaders().setContentType(MediaType.parseMediaType(media.mimeType()));
    if (length >= 0) {
      response.getHeaders().setContentLength(length);
    }
    return response;
  }

  private static Flux<DataBuffer> read(Media media, int chunk) {
    return DataBufferUtils.read(media.file(), DefaultDataBufferFactory.sharedInstance, chunk);
  }

  private static DataBuffer buffer(byte[] bytes) {
    return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
  }
}
