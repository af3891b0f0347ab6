package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.problem.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Gathers raw bodies: each within its limit and its time, all of them together within a bound, so
 * that nobody can fill the memory before having shown a signature.
 */
final class BodyReader {

  private static final byte[] EMPTY = {};
  private static final long MOST_SPILT = 64L << 20;

  private final IngressSettings settings;
  private final AtomicLong held = new AtomicLong();

  BodyReader(IngressSettings settings) {
    this.settings = settings;
  }

  /** What one request holds of the common bound, until it is answered. */
  final class Share {

    private final AtomicLong mine = new AtomicLong();

    private void take(DataBuffer buffer) {
      int bytes = buffer.readableByteCount();
      mine.addAndGet(bytes);
      if (held.addAndGet(bytes) > settings.maxHeldBytes()) {
        DataBufferUtils.release(buffer);
        throw Refusals.overload();
      }
    }

    void release() {
      held.addAndGet(-mine.getAndSet(0));
    }
  }

  Share share() {
    return new Share();
  }

  /**
   * The bytes as they were sent.
   *
   * @return or a {@link Problem}: 408, 413, 415, or 503 when too much is held
   */
  Mono<byte[]> read(ServerHttpRequest request, Share share) {
    HttpHeaders headers = request.getHeaders();
    List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
    if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
      return Mono.error(Refusals.encoded());
    }
    int limit = settings.maxBodyBytes();
    long said = headers.getContentLength();
    if (said > limit && (headers.containsHeader(HttpHeaders.EXPECT) || said - limit > MOST_SPILT)) {
      return Mono.error(Refusals.tooLarge(limit));
    }
    Measure measure = new Measure(said > limit ? 0 : limit, share);
    return DataBufferUtils.join(request.getBody().handle(measure::pour))
        .map(BodyReader::bytes)
        .defaultIfEmpty(EMPTY)
        .filter(body -> !measure.isOver())
        .switchIfEmpty(Mono.error(() -> Refusals.tooLarge(limit)))
        .timeout(settings.bodyTimeout(), Mono.error(Refusals::late));
  }

  /**
   * What has come of one body. What is too much is read and thrown away: a caller that sends all
   * before it reads would find a broken connection in place of the answer.
   */
  private static final class Measure {

    private final long limit;
    private final Share share;
    private long seen;

    Measure(long limit, Share share) {
      this.limit = limit;
      this.share = share;
    }

    void pour(DataBuffer buffer, SynchronousSink<DataBuffer> sink) {
      seen += buffer.readableByteCount();
      if (!isOver()) {
        share.take(buffer);
        sink.next(buffer);
        return;
      }
      DataBufferUtils.release(buffer);
      if (seen - limit > MOST_SPILT) {
        sink.complete();
      }
    }

    boolean isOver() {
      return seen > limit;
    }
  }

  private static byte[] bytes(DataBuffer joined) {
    byte[] bytes = new byte[joined.readableByteCount()];
    joined.read(bytes);
    DataBufferUtils.release(joined);
    return bytes;
  }
}
