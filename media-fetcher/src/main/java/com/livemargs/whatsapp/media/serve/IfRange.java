package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.media.MediaUrls;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Reads what Spring does not of requests for a part of a file: {@code If-Range}, by which a part is
 * only for those who hold the rest of the same content (RFC 9110, 13.1.5), and the unit, which may
 * be written in any case and is ignored where it is not bytes (14.1, 14.2). Everybody else gets the
 * whole.
 */
@Component
final class IfRange implements WebFilter {

  private static final String BYTES = "bytes";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    String path = request.getPath().value();
    String range = request.getHeaders().getFirst(HttpHeaders.RANGE);
    return chain.filter(
        range != null && path.startsWith(MediaUrls.PATH) ? read(exchange, path, range) : exchange);
  }

  private static ServerWebExchange read(ServerWebExchange exchange, String path, String range) {
    String held = exchange.getRequest().getHeaders().getFirst(HttpHeaders.IF_RANGE);
    boolean other = held != null && !held.equals(eTag(path));
    int end = range.indexOf('=');
    String unit = end < 0 ? range : range.substring(0, end);
    return other || !unit.equalsIgnoreCase(BYTES)
        ? with(exchange, headers -> headers.remove(HttpHeaders.RANGE))
        : with(
            exchange,
            headers -> headers.set(HttpHeaders.RANGE, BYTES + range.substring(unit.length())));
  }

  // The content's hash is both the ETag and the beginning of the name.
  private static String eTag(String path) {
    String file = path.substring(MediaUrls.PATH.length());
    return '"' + file.replaceFirst("\\..*", "") + '"';
  }

  private static ServerWebExchange with(ServerWebExchange exchange, Consumer<HttpHeaders> change) {
    return exchange.mutate().request(request -> request.headers(change)).build();
  }
}
