package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.media.file.IncomingFile;
import com.livemargs.whatsapp.media.file.MediaDirectory;
import com.livemargs.whatsapp.media.outage.Outage;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Transfers bytes from an allowed host into a file, a few buffers at a time, and stops at the first
 * byte over the limit whatever the other side has announced, and soon after the disk's reserve is
 * touched: other transfers, and other programs, write as well.
 */
final class Download {

  private static final int MOST_REDIRECTS = 3;
  private static final int FORBIDDEN = 403;
  private static final int BUFFERS_AHEAD = 16;
  private static final long LOOK_BYTES = 1 << 20;

  private final WebClient web;
  private final AllowedHosts hosts;

  Download(WebClient web, AllowedHosts hosts) {
    this.web = web;
    this.hosts = hosts;
  }

  /** What a transfer may take. */
  record Bounds(long limit, Reserve reserve) {}

  /** What stays free on the disk. */
  interface Reserve {

    boolean isTouched() throws IOException;
  }

  /** Completes when the other side says that this was all. */
  Mono<Void> transfer(URI url, IncomingFile file, Bounds bounds) {
    return transfer(url, new Target(file, bounds), MOST_REDIRECTS);
  }

  private Mono<Void> transfer(URI url, Target target, int redirects) {
    return hosts.allow(url)
        ? web.get()
            .uri(url)
            .exchangeToMono(answer -> take(answer, url, target, redirects))
            // What breaks off later may be this file's own trouble.
            .onErrorMap(
                WebClientRequestException.class,
                failure -> FetchException.Away.noAnswer("the download", failure))
        : Mono.error(new FetchException.HostRefused());
  }

  private Mono<Void> take(ClientResponse answer, URI url, Target target, int redirects) {
    int status = answer.statusCode().value();
    return switch (status) {
      case 200 -> target.fill(answer);
      case 401, 404, 410 -> refuse(answer, new FetchException.UrlExpired(status));
      case 301, 302, 303, 307, 308 -> {
        URI next = redirects == 0 ? null : next(answer, url);
        yield next == null
            ? refuse(answer, new FetchException("the download host redirects without end or aim"))
            : hangUp(answer).then(transfer(next, target, redirects - 1));
      }
      default -> refuse(answer, refusal(status));
    };
  }

  // A 403 may be what has become of one URL.
  private static FetchException refusal(int status) {
    String words = "the download host answered " + status;
    Outage outage = status == FORBIDDEN ? null : Outage.of(status);
    return outage == null ? new FetchException(words) : new FetchException.Away(outage, words);
  }

  private static Mono<Void> refuse(ClientResponse answer, FetchException why) {
    return hangUp(answer).then(Mono.error(why));
  }

  // A body that nobody wants may be endless: the connection goes at its first bytes.
  private static Mono<Void> hangUp(ClientResponse answer) {
    return answer.bodyToFlux(DataBuffer.class).map(DataBufferUtils::release).next().then();
  }

  private static @Nullable URI next(ClientResponse answer, URI url) {
    String location = answer.headers().asHttpHeaders().getFirst(HttpHeaders.LOCATION);
    try {
      return location == null ? null : url.resolve(location);
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  private record Target(IncomingFile file, Bounds bounds) {

    Mono<Void> fill(ClientResponse answer) {
      if (answer.headers().contentLength().orElse(0) > bounds.limit()) {
        return refuse(answer, new FetchException.TooLarge());
      }
      Flux<DataBuffer> body = answer.bodyToFlux(DataBuffer.class);
      return body.publishOn(Schedulers.boundedElastic(), BUFFERS_AHEAD)
          .concatMap(this::append, 1)
          .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
          .then();
    }

    // Nothing is emitted here: what is dropped downstream of doOnDiscard would be released twice.
    private Mono<Void> append(DataBuffer buffer) {
      return Mono.<Void>fromRunnable(() -> write(buffer))
          .doFinally(end -> DataBufferUtils.release(buffer));
    }

    private void write(DataBuffer buffer) {
      long size = file.size() + buffer.readableByteCount();
      if (size > bounds.limit()) {
        throw new FetchException.TooLarge();
      }
      boolean looks = size / LOOK_BYTES > file.size() / LOOK_BYTES;
      try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
        while (parts.hasNext()) {
          file.append(parts.next());
        }
        if (looks && bounds.reserve().isTouched()) {
          throw new FetchException.ReserveTouched();
        }
      } catch (IOException failure) {
        throw new MediaDirectory.Refusal(failure);
      }
    }
  }
}
