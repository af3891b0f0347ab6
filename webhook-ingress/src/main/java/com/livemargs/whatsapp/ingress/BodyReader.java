package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.ingress.publish.Deadlines;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Gathers raw bodies: each within its limit and its time, all of them together within a bound, so
 * that nobody can fill the memory before having shown a signature.
 */
final class BodyReader {

  private final IngressSettings settings;
  private final Deadlines deadlines;
  private final HeldBytes held;

  BodyReader(IngressSettings settings, Deadlines deadlines) {
    this.settings = settings;
    this.deadlines = deadlines;
    this.held = new HeldBytes(settings.maxHeldBytes());
  }

  HeldBytes.Share share() {
    return held.share();
  }

  /**
   * The bytes as they were sent.
   *
   * @return or a {@link Problem}: 400 when the connection ended before, 408, 413, 415, or 503 when
   *     too much is held
   */
  Mono<byte[]> read(ServerHttpRequest request, HeldBytes.Share share) {
    HttpHeaders headers = request.getHeaders();
    List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
    if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
      return Mono.error(Refusals.encoded());
    }
    int limit = settings.maxBodyBytes();
    long said = headers.getContentLength();
    boolean waits = said > limit && headers.containsHeader(HttpHeaders.EXPECT);
    if (waits || !GatheredBody.isWorthReading(said, limit)) {
      return Mono.error(Refusals.tooLarge(limit));
    }
    return gather(request, new GatheredBody(limit, said, share))
        .timeout(deadlines.after(settings.bodyTimeout()), Mono.error(Refusals::late));
  }

  private Mono<byte[]> gather(ServerHttpRequest request, GatheredBody body) {
    return request
        .getBody()
        .onErrorMap(gone -> Refusals.brokenOff())
        .<Void>handle(body::pour)
        .then(Mono.defer(() -> whole(body)));
  }

  private Mono<byte[]> whole(GatheredBody body) {
    return body.isTooLarge()
        ? Mono.error(Refusals.tooLarge(settings.maxBodyBytes()))
        : Mono.just(body.bytes());
  }
}
